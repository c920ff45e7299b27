import { decodeBy, decodeEnvironment } from '../environment/decode-environment.ts';
import type { Environment } from '../environment/environment.ts';
import { environmentData } from '../environment/write-environment.ts';
import { DecodeError } from '../errors.ts';
import { canonicalJson } from '../session/canonical-json.ts';
import type { State } from '../session/state.ts';
import { stateShape } from './state-shape.ts';

/**
 * Holds what a log says is an environment to what the decoder of environments takes: written as a file and read again it
 * must be the same. Throws `DecodeError`; `path` is where it stands.
 */
export function checkEnvironment(data: unknown, path: string): Environment {
  const environment = data as Environment;
  let written: unknown;
  try {
    written = environmentData(environment);
  } catch {
    throw new DecodeError([{ path, message: 'this is no environment' }]);
  }
  let decoded: Environment;
  try {
    decoded = decodeEnvironment(written, () => ({ policies: [], lists: [], warnings: [] }));
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    throw new DecodeError(fault.faults.map((one) => ({ ...one, path: join(path, one.path) })));
  }
  if (canonicalJson(decoded) !== canonicalJson(environment)) {
    throw new DecodeError([{ path, message: 'this environment holds values that none can have' }]);
  }
  return environment;
}

/** The same for a whole state. */
export function checkState(data: unknown, path: string): State {
  try {
    decodeBy(stateShape, data);
  } catch (fault) {
    if (!(fault instanceof DecodeError)) throw fault;
    throw new DecodeError(fault.faults.map((one) => ({ ...one, path: join(path, one.path) })));
  }
  const state = data as State;
  checkEnvironment(state.environment, join(path, 'environment'));
  return state;
}

export function join(path: string, inner: string): string {
  if (inner === '') return path;
  return inner.startsWith('[') ? `${path}${inner}` : `${path}.${inner}`;
}
