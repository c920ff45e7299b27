/** Which host the person asked for: with `--host`, else with WARP_EMU_HOST. */
export function readWishedHost(args, env) {
  const at = args.findLastIndex((arg) => arg === '--host' || arg.startsWith('--host='));
  if (at === -1) return env.WARP_EMU_HOST || undefined;
  return args[at] === '--host' ? args[at + 1] : args[at].slice('--host='.length);
}

export function withoutHost(args) {
  return args.filter((arg, index) => !arg.startsWith('--host=') && arg !== '--host' && args[index - 1] !== '--host');
}

/** Why Electron can't open a window on this machine, were it installed; `undefined` when it can. */
export function whyNoWindow({ platform, env, uid }) {
  if (platform !== 'linux') return undefined;
  if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return 'There is no display here for Electron';
  if (uid === 0) return 'Electron does not run as root';
  return undefined;
}
