import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IN_SIGHT, timeLeft } from '../src/done';
import { finding } from './notebook';

const one = [finding()];
const two = [finding(), finding({ cell_id: 'b', cell: 2 })];
const other = finding({ code: 'HX102' });

test('several fixes stay as long as they can be taken back', () => {
  const now = { reported: [other], age: 60 * IN_SIGHT };
  assert.equal(timeLeft(two, { ...now, canUndo: true }), Infinity);
  assert.equal(timeLeft(two, { ...now, canUndo: false }), 0);
});

test('a single fix goes after a while', () => {
  const now = { canUndo: true, reported: [other] };
  assert.equal(timeLeft(one, { ...now, age: 1000 }), IN_SIGHT - 1000);
  assert.equal(timeLeft(one, { ...now, age: IN_SIGHT + 1 }), 0);
});

test('a single fix goes at once when its finding is back or its text another', () => {
  assert.equal(timeLeft(one, { canUndo: true, reported: [other, finding()], age: 0 }), 0);
  assert.equal(timeLeft(one, { canUndo: false, reported: [], age: 0 }), 0);
});
