import { expect, test } from 'vitest';
import { runWithin } from './time-guard.ts';

test('what ends in time gives its value, and what it throws passes through', () => {
  expect(runWithin(1000, () => 42)).toEqual({ finished: true, value: 42 });
  const fail = () => {
    throw new TypeError('x');
  };
  expect(() => runWithin(1000, fail)).toThrow(TypeError);
});

test('a loop, a backtracking expression and a nested guard are stopped', () => {
  const forever = () => {
    while (true);
  };
  expect(runWithin(20, forever)).toEqual({ finished: false });
  expect(runWithin(20, () => /^(a+)+$/.test(`${'a'.repeat(80)}b`))).toEqual({ finished: false });
  expect(runWithin(5000, () => runWithin(20, forever))).toEqual({ finished: true, value: { finished: false } });
  expect(runWithin(1000, () => 'again')).toEqual({ finished: true, value: 'again' });
});
