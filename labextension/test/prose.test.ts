import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf, shortened } from '../src/prose';

test('code stands between backticks', () => {
  assert.deepEqual(piecesOf('`os` is not used'), [
    { text: 'os', code: true },
    { text: ' is not used', code: false }
  ]);
});

test('a backtick without a partner stays', () => {
  assert.deepEqual(piecesOf("it's a ` here"), [{ text: "it's a ` here", code: false }]);
  assert.deepEqual(piecesOf('``'), [{ text: '``', code: false }]);
});

test('a long text is cut between characters', () => {
  assert.equal(shortened('four', 4), 'four');
  assert.equal(shortened('fourteen', 4), 'four…');
  assert.equal(shortened('a b c', 2), 'a…');
  assert.equal(shortened('😀😀😀', 3), '😀😀😀');
  assert.equal(shortened('😀😀😀', 2), '😀😀…');
});
