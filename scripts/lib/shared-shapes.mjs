import { parseAst } from 'vite';

/**
 * Lets objects that spread another one first, as `{ ...state, at }` does, share one shape. The V8 of Node 20 copies such
 * an object so that each key added afterwards makes a shape of its own, every time: about 1 µs a key, garbage that
 * outlives its objects, and no inline cache that ever knows one of them again. Literals that begin with something else
 * are spared; `__proto__` in front is no key, so that keys, their order and what the spread does are the same.
 */
export function sharedShapes() {
  return {
    name: 'shared-shapes',
    // After types are gone. Browsers have a V8 that needs none of it.
    enforce: /** @type {const} */ ('post'),
    applyToEnvironment: (environment) => environment.name !== 'client',
    transform: (code, id) => (isOurs(id) ? { code: shareShapes(code), map: null } : undefined),
  };
}

function isOurs(id) {
  return /\.[cm]?[jt]sx?$/.test(id) && !id.includes('/node_modules/');
}

/** Adds nothing but text within lines, so that line numbers stay true. */
export function shareShapes(code) {
  const starts = [];
  collect(parseAst(code), starts);
  return starts
    .sort((a, b) => b - a)
    .reduce((text, at) => `${text.slice(0, at)} __proto__: Object.prototype,${text.slice(at)}`, code);
}

function collect(node, starts) {
  if (Array.isArray(node)) for (const each of node) collect(each, starts);
  else if (typeof node === 'object' && node !== null) {
    if (isCopyWithMore(node)) starts.push(node.start + 1);
    for (const part of Object.values(node)) collect(part, starts);
  }
}

function isCopyWithMore({ type, properties }) {
  return type === 'ObjectExpression' && properties.length > 1 && properties[0].type === 'SpreadElement';
}
