import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hunksOf, partsOf } from '../src/difference';
import type { Replacement } from '../src/edits';

function replacing(source: string, old: string, text: string, secret = false): Replacement {
  const start = source.indexOf(old);
  return { start, end: start + old.length, text, secret };
}

test('the whole line is shown, before and after', () => {
  const source = 'a = 1\nb = 2\nc = 3';
  const hunks = hunksOf(source, [replacing(source, '2', '20')]);
  assert.deepEqual(hunks, [{ old: ['b = 2'], new: ['b = 20'] }]);
});

test('a line that goes has nothing in its place', () => {
  const source = 'import os\nx = 1';
  assert.deepEqual(hunksOf(source, [replacing(source, 'import os\n', '')]), [
    { old: ['import os'], new: [] }
  ]);
  assert.deepEqual(hunksOf('import os', [replacing('import os', 'import os', '')]), [
    { old: ['import os'], new: [] }
  ]);
});

test('a line that comes is shown without its neighbours', () => {
  const hunks = hunksOf('x = 1', [{ start: 0, end: 0, text: 'import os\n', secret: false }]);
  assert.deepEqual(hunks, [{ old: [], new: ['import os'] }]);
});

test('edits of one line are one hunk, others their own', () => {
  const source = 'f(a, b)\r\ng()\r\nh(c)';
  const edits = [
    replacing(source, 'a', 'x'),
    replacing(source, 'b', 'y'),
    replacing(source, 'c', 'z')
  ];
  assert.deepEqual(hunksOf(source, edits), [
    { old: ['f(a, b)'], new: ['f(x, y)'] },
    { old: ['h(c)'], new: ['h(z)'] }
  ]);
});

test('a secret is not shown', () => {
  const source = 'login(token="hf_secret")';
  const hunks = hunksOf(source, [replacing(source, '"hf_secret"', 'os.environ["TOKEN"]', true)]);
  assert.deepEqual(hunks, [
    { old: ['login(token=•••)'], new: ['login(token=os.environ["TOKEN"])'] }
  ]);
});

test('the parts that differ are told from those that do not', () => {
  assert.deepEqual(partsOf('x = 🦊 + 1', 'x = 🦝 + 1'), [
    ['x = ', '🦊', ' + 1'],
    ['x = ', '🦝', ' + 1']
  ]);
  assert.deepEqual(partsOf('f(a)', 'f(a, b)'), [
    ['f(a', '', ')'],
    ['f(a', ', b', ')']
  ]);
});

test('a word changes as a whole', () => {
  assert.deepEqual(partsOf('"/home/ana/churn.csv"', '"data/churn.csv"'), [
    ['"', '/home/ana', '/churn.csv"'],
    ['"', 'data', '/churn.csv"']
  ]);
});
