import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TranslationBundle } from '@jupyterlab/translation';
import { contractFacts } from '../src/words';
import { finding } from './notebook';

const trans = {
  __: (text: string, ...values: string[]) =>
    values.reduce((made, value, at) => made.replace(`%${at + 1}`, () => value), text)
} as unknown as TranslationBundle;

test('what a contract gives for a finding is told as facts', () => {
  const said = (parts: object) => contractFacts(trans, finding(parts));
  assert.deepEqual(said({}), []);
  assert.deepEqual(said({ reason: ' It is slow. ' }), ['contract: It is slow.']);
  assert.deepEqual(said({ locked: 'Acme' }), ['contract: locked by Acme']);
  assert.deepEqual(said({ reason: 'Why.', locked: 'Acme' }), ['contract: Why.', 'locked by Acme']);
});

test('it is bounded, whatever the contract says', () => {
  const [reason, lock] = contractFacts(
    trans,
    finding({ reason: 'r'.repeat(10_000), locked: 't'.repeat(10_000) })
  );
  assert.ok(reason.length < 320 && reason.endsWith('r…'), reason);
  assert.ok(lock.length < 100 && lock.endsWith('t…'), lock);
});
