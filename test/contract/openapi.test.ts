import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, it } from 'vitest';
import { contract, type MethodName } from '../../app/bridge/contract.ts';
import { methodWords } from '../../main/control/method-words.ts';
import { describeApi } from '../../main/control/openapi.ts';

const document = JSON.parse(JSON.stringify(describeApi()));
const methods = Object.keys(contract) as MethodName[];

describe('the OpenAPI document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(document);
    expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
    expect(validator.version).toBe('3.1');
  });

  it('is refused when something in it is not', async () => {
    const broken = structuredClone(document);
    broken.paths['/api/v1/visit'].post.requestBody.content['application/json'] = { schema: 7 };
    expect((await new Validator().validate(broken)).valid).toBe(false);
  });

  it.each(methods)('tells what %s is for, in a line, with an example that it takes', (method) => {
    const { post } = document.paths[`/api/v1/${method}`];
    expect(post.summary).toMatch(/^[A-Z].{8,70}\.$/);
    const example = post.requestBody.content['application/json'].examples.usual.value;
    expect(contract[method].params.safeParse(example)).toMatchObject({ success: true });
  });

  it('has them in the order of the contract', () => {
    expect(Object.keys(methodWords)).toEqual(methods);
  });

  it('describes the events with their kinds', () => {
    const [kinds] = document.paths['/api/v1/events'].get.parameters;
    expect(kinds.schema.items.enum).toEqual(expect.arrayContaining(['snapshot', 'revision', 'expiry', 'notices']));
  });
});
