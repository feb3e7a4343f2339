/** Paths on which a resource is closed, handed on or lost: what the page of `unclosed-resource` has no room for. */
import { expect, it } from 'vitest';
import { codeRules } from '../../rules.generated.ts';
import { scanSources } from '../../testing.ts';

const rules = codeRules.filter(({ meta }) => meta.name === 'unclosed-resource');

async function count(body: string): Promise<number> {
  const source = `def f(p, q):\n${body.replace(/^/gm, '    ')}\n`;
  return (await scanSources({ 'app.py': source }, { rules })).findings.length;
}

it.each([
  ['an early return', 'h = open(p)\nif q:\n    return 1\nh.close()', 1],
  ['no close at all', 'h = open(p)\nprint(h.read())', 1],
  ['a borrower', 'import json\nh = open(p)\nreturn json.load(h)', 1],
  ['a close before the return', 'h = open(p)\nif q:\n    h.close()\n    return 1\nh.close()', 0],
  ['finally', 'h = open(p)\ntry:\n    if q:\n        return 1\nfinally:\n    h.close()', 0],
  ['a guard that says there is none', 'h = open(p)\nif h is None:\n    return 1\nh.close()', 0],
  ['a handler around the opening', 'try:\n    h = open(p)\nexcept OSError:\n    return 1\nh.close()', 0],
  ['the other arm', 'if q:\n    h = open(p)\n    h.close()\nelse:\n    return 1', 0],
  ['with', 'h = open(p)\nwith h:\n    return h.read()', 0],
  ['returned', 'h = open(p)\nreturn h', 0],
  ['yielded', 'h = open(p)\nyield h', 0],
  ['returned in a tuple', 'h = open(p)\nreturn h, q', 0],
  ['stored', 'h = open(p)\nq.handle = h', 0],
  ['put in a list', 'h = open(p)\nq.append(h)', 0],
  ['closed by a nested function', 'h = open(p)\ndef done():\n    h.close()\nreturn done', 0],
  ['a bound method that is handed on', 'import atexit\nh = open(p)\natexit.register(h.close)', 0],
  ['its descriptor is used', 'h = open(p)\nreturn q(h.fileno())', 0],
])('%s', async (_name, body, expected) => {
  expect(await count(body)).toBe(expected);
});
