import { readFile } from 'node:fs/promises';
import { unknownKey } from '../../app/environment/say-issue.ts';
import { DecodeError, type Fault } from '../../app/errors.ts';
import { placeInYaml } from './place-in-yaml.ts';
import { readYaml } from './yaml-text.ts';

/** A YAML or JSON file's data, and a way to put a line to a fault found in it. */
export type DataFile = { readonly data: unknown; locate(fault: Fault): Fault };

/** Throws `DecodeError` with file, line and column when the text is no YAML, or with the reason when it can't be read. */
export async function readDataFile(path: string): Promise<DataFile> {
  return dataFileOf(await readText(path), path);
}

/** The same of a text that has been read; `path` is for places only. Throws `DecodeError`. */
export function dataFileOf(text: string, path: string): DataFile {
  const { document, lines, data } = inFile(path, () => readYaml(text));
  return {
    data,
    locate: (fault) => {
      const place = placeInYaml(document, fault.path, fault.message === unknownKey ? 'key' : 'value');
      if (place === undefined) return { ...fault, file: path };
      const { line, col } = lines.linePos(place.at);
      return { ...fault, file: path, line, column: col };
    },
  };
}

function inFile<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (fault) {
    if (fault instanceof DecodeError) throw new DecodeError(fault.faults.map((one) => ({ ...one, file })));
    throw fault;
  }
}

/** Runs a decoder on a file's data; its faults get file and line. */
export function decodeFile<T>(file: DataFile, decode: (data: unknown) => T): T {
  try {
    return decode(file.data);
  } catch (fault) {
    if (fault instanceof DecodeError)
      throw new DecodeError(fault.faults.map((one) => (one.file === undefined ? file.locate(one) : one)));
    throw fault;
  }
}

export async function readText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (fault) {
    const code = fault instanceof Error && 'code' in fault ? fault.code : undefined;
    const message = code === 'ENOENT' ? 'there is no such file' : `the file can’t be read (${code ?? String(fault)})`;
    throw new DecodeError([{ path: '', file: path, message }]);
  }
}
