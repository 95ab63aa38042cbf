import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

/** Modules from the ground up: none imports one that stands above it. */
const LAYERS = [
  ['wire', 'svg.d'],
  ['address', 'columns', 'difference', 'done', 'edits', 'example', 'judge', 'prose'],
  ['client'],
  ['changes', 'model', 'notebooks', 'snapshot'],
  ['attention', 'files', 'fixing', 'icons', 'places', 'words'],
  ['coverage', 'desk', 'explain', 'head', 'list', 'panel', 'parts', 'preview', 'row'],
  ['commands', 'marks', 'tooltip'],
  ['index']
];

const folder = join(__dirname, '../../../src');
const modules = readdirSync(folder).map(file => {
  const text = readFileSync(join(folder, file), 'utf8');
  const imports = [...text.matchAll(/from '([^']+)'/g)].map(match => match[1]);
  return { name: file.replace(/\.tsx?$/, ''), text, imports };
});

function layerOf(name: string): number {
  return LAYERS.findIndex(layer => layer.includes(name));
}

test('each module has its place', () => {
  assert.deepEqual(modules.map(module => module.name).sort(), LAYERS.flat().sort());
});

test('imports point downwards', () => {
  for (const { name, imports } of modules) {
    const own = imports.filter(path => path.startsWith('./')).map(path => path.slice(2));
    const upward = own.filter(path => layerOf(path) > layerOf(name));
    assert.deepEqual(upward, [], `${name} imports from above`);
  }
});

test('what is pure needs no package', () => {
  for (const { name, imports } of modules.filter(module => layerOf(module.name) < 2)) {
    assert.deepEqual(
      imports.filter(path => !path.startsWith('./')),
      [],
      name
    );
  }
});

test('only the client makes requests', () => {
  const asking = modules.filter(({ text }) => /makeRequest|fetch\(|XMLHttp/.test(text));
  assert.deepEqual(
    asking.map(module => module.name),
    ['client']
  );
});

test('each module opens with what it is for', () => {
  for (const { name, text } of modules.filter(module => module.name !== 'svg.d')) {
    assert.match(text, /^\/\/ [A-Z]/, name);
  }
});
