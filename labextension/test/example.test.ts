import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hasSeveralCells, textOf } from '../src/example';

const ONE = '# %%\nx = 1\n';
const TWO = '# %%\nx = 1\n# %%\nprint(x)\n';

test('a single cell goes without its mark', () => {
  const example = { bad: ONE, good: '' };
  assert.equal(hasSeveralCells(example), false);
  assert.equal(textOf(example.bad, false), 'x = 1');
  assert.equal(textOf('# %% [markdown]\n# Title', false), '# %% [markdown]\n# Title');
});

test('of several cells each keeps its mark, on both sides', () => {
  assert.ok(hasSeveralCells({ bad: TWO, good: ONE }));
  assert.ok(hasSeveralCells({ bad: ONE, good: TWO }));
  assert.equal(textOf(TWO, true), TWO.trim());
  assert.equal(textOf(ONE, true), ONE.trim());
});

test('a mark inside of a line is none', () => {
  assert.equal(hasSeveralCells({ bad: 'x = "# %%"\ny = "# %%"', good: '' }), false);
});
