/**
 * Why a regular expression can't be used: `syntax` when the public engine refuses it too, `unsupported` when only we do.
 * The place is in UTF-16 code units of the pattern.
 */
export class RegexProblem extends Error {
  readonly code: 'syntax' | 'unsupported';
  readonly offset: number;
  readonly length: number;
  readonly hint: string | undefined;

  constructor(message: string, offset: number, length: number, hint?: string, code: RegexProblem['code'] = 'syntax') {
    super(message);
    this.name = 'RegexProblem';
    this.code = code;
    this.offset = offset;
    this.length = length;
    this.hint = hint;
  }
}
