import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './paths.mjs';

/** Runs a program to its end. Its output is collected (`stdout` by itself too), or goes to the terminal with `show`. */
export function run(command, args, { env = process.env, show = false, shell = false } = {}) {
  const child = spawn(command, args, {
    cwd: root,
    env,
    shell,
    stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe'],
  });
  let [output, stdout] = ['', ''];
  const collect = (chunk) => {
    output += chunk;
  };
  child.stdout?.on('data', collect);
  child.stdout?.on('data', (chunk) => {
    stdout += chunk;
  });
  child.stderr?.on('data', collect);
  return new Promise((resolve, reject) => {
    endTogether(child);
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? codeOf(signal), output, stdout }));
  });
}

export const runNode = (args, options) => run(process.execPath, args, options);

const codeOf = (signal) => 128 + constants.signals[signal];

/** A signal that would end this process ends the child first, so that nothing is left running behind. */
export function endTogether(child) {
  const passOn = (signal) => {
    child.kill(signal);
    child.on('close', (code) => process.exit(code ?? codeOf(signal)));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
  for (const signal of signals) process.once(signal, passOn);
  child.on('close', () => {
    for (const signal of signals) process.off(signal, passOn);
  });
}
