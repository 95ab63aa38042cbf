import assert from 'node:assert/strict';
import { test } from 'node:test';
import { appended, edited, Plan, safeFix } from '../src/edits';
import type { Fix } from '../src/wire';
import { cell, cells, fix, move, remove, replace } from './notebook';

/** A cell's source after fixes made one after the other. */
function after(source: string, ...fixes: Fix[]): string {
  const here = cells({ a: source });
  const plan = new Plan(here, here);
  fixes.forEach(item => assert.equal(plan.accept(item), null));
  return edited(source, plan.sources.get('a') ?? []);
}

test('a stretch is replaced, counted in code points', () => {
  assert.equal(after('x = "🦊" + y', fix(replace('a', [11, 12], 'y', 'z'))), 'x = "🦊" + z');
  assert.equal(after('x = "🦊" + y', fix(replace('a', [12, 12], '', 'z'))), 'x = "🦊" + yz');
});

test('insertions at one place keep the order that they came in', () => {
  const [first, second] = ['import os\n', 'import re\n'].map(text =>
    fix(replace('a', [1, 1], '', text))
  );
  assert.equal(after('x', first, second), 'import os\nimport re\nx');
});

test('an edit that several fixes share is made once', () => {
  const shared = replace('a', [1, 1], '', 'import os\n');
  const one = fix(shared, replace('a', [1, 2], 'x', 'p'));
  const other = fix(shared, replace('a', [3, 4], 'y', 'q'));
  assert.equal(after('x y', one, other), 'import os\np q');
});

test('a fix that overlaps another is left out whole', () => {
  const here = cells({ a: 'abcdef' });
  const plan = new Plan(here, here);
  assert.equal(plan.accept(fix(replace('a', [2, 4], 'bc', '-'))), null);
  const late = fix(replace('a', [6, 7], 'f', 'F'), replace('a', [3, 5], 'cd', '+'));
  assert.equal(plan.accept(late), 'overlap');
  assert.equal(edited('abcdef', plan.sources.get('a') ?? []), 'a-def');
});

test('stretches that only touch do not overlap', () => {
  const one = fix(replace('a', [1, 3], 'ab', '1'));
  const other = fix(replace('a', [3, 5], 'cd', '2'));
  const between = fix(replace('a', [3, 3], '', '|'));
  assert.equal(after('abcd', one, other, between), '1|2');
});

test('a text that has changed refuses', () => {
  const linted = cells({ a: 'x = 1' });
  const live = cells({ a: 'x = 10' });
  const insertion = fix(replace('a', [6, 6], '', ', y'));
  assert.equal(new Plan(linted, live).accept(insertion), 'changed');
  assert.equal(new Plan(linted, linted).accept(fix(replace('a', [1, 2], 'y', 'z'))), 'changed');
});

test('a secret is replaced only in the source that was linted', () => {
  const linted = cells({ a: 'f("token")' });
  const secret = fix(replace('a', [3, 10], null, 'T'));
  const plan = new Plan(linted, linted);
  assert.equal(plan.accept(secret), null);
  assert.equal(edited('f("token")', plan.sources.get('a') ?? []), 'f(T)');
  assert.equal(new Plan(linted, cells({ a: 'f("tokem")' })).accept(secret), 'changed');
});

test('a cell that is gone, locked or not to be deleted refuses', () => {
  const linted = cells({ a: 'x' });
  const edit = fix(replace('a', [1, 2], 'x', 'y'));
  assert.equal(new Plan(linted, new Map()).accept(edit), 'gone');
  const locked = new Map([['a', cell('a', { source: 'x', metadata: { editable: false } })]]);
  assert.equal(new Plan(linted, locked).accept(edit), 'locked');
  const kept = new Map([['a', cell('a', { metadata: { deletable: false } })]]);
  assert.equal(new Plan(kept, kept).accept(fix(remove('a'))), 'undeletable');
});

test('a suggestion has nothing to apply', () => {
  const here = cells({ a: '' });
  assert.equal(new Plan(here, here).accept(fix()), 'nothing');
});

test('a cell that is removed takes no other edit', () => {
  const here = cells({ a: '', b: 'x' });
  const plan = new Plan(here, here);
  assert.equal(plan.accept(fix(remove('a'))), null);
  assert.equal(plan.accept(fix(remove('a'))), 'gone');
  assert.equal(plan.accept(fix(replace('a', [1, 1], '', 'y'))), 'gone');
  assert.equal(plan.accept(fix(move('b', 'a', 'x'))), 'gone');
});

test('a cell is moved once, and stays where another is moved to', () => {
  const here = cells({ a: 'x', b: 'y', c: '' });
  const plan = new Plan(here, here);
  assert.equal(plan.accept(fix(move('b', 'a', 'y'))), null);
  assert.equal(plan.accept(fix(move('b', 'c', 'y'))), 'overlap');
  assert.equal(plan.accept(fix(remove('a', 'x'))), 'overlap');
});

test('an output is cleared only where it is still the same', () => {
  const output = (text: string) => ({ sizes: {}, text: { 'text/plain': text }, error: null });
  const linted = new Map([['a', cell('a', { outputs: [output('1')] })]]);
  const live = new Map([['a', cell('a', { outputs: [output('2')] })]]);
  const clear = fix({ kind: 'output', cell_id: 'a', cell: 1, output: 0 });
  assert.equal(new Plan(linted, linted).accept(clear), null);
  assert.equal(new Plan(linted, live).accept(clear), 'changed');
  assert.equal(new Plan(linted, cells({ a: '' })).accept(clear), 'changed');
});

test('only safe edits of text and cells are made all at once', () => {
  const safe = fix(replace('a', [1, 1], '', 'x'));
  const writes = fix({ kind: 'file', path: 'requirements.txt', append: 'shap\n' });
  assert.equal(safeFix([writes, { ...safe, applicability: 'unsafe' }, fix()]), undefined);
  assert.equal(safeFix([writes, safe]), safe);
});

test('lines are added behind the last one, whole', () => {
  assert.equal(appended('', 'shap'), 'shap\n');
  assert.equal(appended('pandas', 'shap\n'), 'pandas\nshap\n');
  assert.equal(appended('pandas\r\n', 'shap\n'), 'pandas\r\nshap\n');
});
