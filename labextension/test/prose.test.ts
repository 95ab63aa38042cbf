import assert from 'node:assert/strict';
import { test } from 'node:test';
import { piecesOf } from '../src/prose';

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
