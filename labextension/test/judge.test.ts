import assert from 'node:assert/strict';
import { test } from 'node:test';
import { atStage, countAt, groupByCell, isBelow, isStage, keyOf, outlookFrom } from '../src/judge';
import type { Severities } from '../src/wire';
import { finding } from './notebook';

const QUIET: Severities = { explore: 'off', candidate: 'warning', handoff: 'error' };
const EARLY: Severities = { explore: 'warning', candidate: 'warning', handoff: 'off' };
const ALWAYS: Severities = { explore: 'error', candidate: 'error', handoff: 'error' };

const findings = [QUIET, QUIET, EARLY, ALWAYS].map(severities => finding({ severities }));

test('a stage lets through what speaks there', () => {
  assert.equal(atStage(findings, 'explore').length, 2);
  assert.equal(atStage(findings, 'candidate').length, 4);
  assert.equal(atStage(findings, 'handoff').length, 3);
});

test('findings are counted by their severity at the stage', () => {
  assert.deepEqual(countAt(findings, 'explore'), { errors: 1, warnings: 1, infos: 0 });
  assert.deepEqual(countAt(findings, 'handoff'), { errors: 3, warnings: 0, infos: 0 });
});

test('the outlook is what the next stage adds', () => {
  assert.deepEqual(outlookFrom(findings, 'explore'), {
    stage: 'candidate',
    errors: 0,
    warnings: 2
  });
  assert.deepEqual(outlookFrom(findings, 'candidate'), {
    stage: 'handoff',
    errors: 2,
    warnings: 0
  });
  assert.equal(outlookFrom(findings, 'handoff'), null);
});

test('cells come in document order, the whole notebook last', () => {
  const groups = groupByCell([
    finding({ cell_id: null, cell: null }),
    finding({ cell_id: 'b', cell: 2, line: 1 }),
    finding({ cell_id: 'a', cell: 1 }),
    finding({ cell_id: 'b', cell: 2, line: 2 })
  ]);
  assert.deepEqual(
    groups.map(group => [group.cell, group.findings.length]),
    [
      [1, 1],
      [2, 2],
      [null, 1]
    ]
  );
});

test('a finding keeps its key in the next report', () => {
  assert.equal(keyOf(finding()), keyOf(finding({ cell: 7, severity: 'error' })));
  assert.notEqual(keyOf(finding()), keyOf(finding({ line: 2 })));
});

test('only the three stages are stages', () => {
  assert.ok(isStage('candidate'));
  assert.ok(!isStage('production'));
  assert.ok(!isStage(undefined));
});

test('stages follow each other', () => {
  assert.ok(isBelow('explore', 'candidate') && isBelow('candidate', 'handoff'));
  assert.ok(!isBelow('candidate', 'candidate') && !isBelow('handoff', 'explore'));
});
