import assert from 'node:assert/strict';
import { test } from 'node:test';
import { offsetOf, splitLines, unitsBefore } from '../src/columns';

test('lines end at each kind of line end', () => {
  assert.deepEqual(splitLines('a\r\nb\rc\nd\u2028e\ff'), ['a', 'b', 'c', 'd\u2028e\ff']);
  assert.deepEqual(splitLines(''), ['']);
  assert.deepEqual(splitLines('a\n'), ['a', '']);
});

test('a column counts an emoji once, the editor twice', () => {
  const line = 's = "🦊é"; x';
  assert.equal(unitsBefore(line, 6), 5);
  assert.equal(unitsBefore(line, 7), 7);
  assert.equal(unitsBefore(line, 8), 8);
});

test('a lone surrogate counts once on both sides', () => {
  assert.equal(unitsBefore('\ud83ea', 2), 1);
  assert.equal(unitsBefore('a\udd8ab', 3), 2);
});

test('a column behind the end of a line is its end', () => {
  assert.equal(unitsBefore('ab', 9), 2);
  assert.equal(unitsBefore('', 1), 0);
});

test('offsets go past each kind of line end', () => {
  const text = 'a🦊\r\nbc\rd\ne';
  assert.equal(offsetOf(text, 1, 1), 0);
  assert.equal(offsetOf(text, 1, 3), 3);
  assert.equal(offsetOf(text, 2, 2), 6);
  assert.equal(offsetOf(text, 3, 1), 8);
  assert.equal(offsetOf(text, 4, 2), 11);
});

test('a place behind the end of a text is its end', () => {
  assert.equal(offsetOf('ab\n', 2, 1), 3);
  assert.equal(offsetOf('ab', 2, 1), 2);
  assert.equal(offsetOf('', 1, 5), 0);
});
