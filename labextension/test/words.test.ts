import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { TranslationBundle } from '@jupyterlab/translation';
import { contractWords } from '../src/words';
import { finding } from './notebook';

const trans = {
  __: (text: string, ...values: string[]) =>
    values.reduce((made, value, at) => made.replace(`%${at + 1}`, () => value), text)
} as unknown as TranslationBundle;

test('what a contract gives for a finding is one line', () => {
  const said = (parts: object) => contractWords(trans, finding(parts));
  assert.equal(said({}), '');
  assert.equal(said({ reason: ' It is slow. ' }), 'contract: It is slow.');
  assert.equal(said({ locked: 'Acme' }), 'contract: locked by Acme');
  assert.equal(said({ reason: 'Why.', locked: 'Acme' }), 'contract: Why. · locked by Acme');
});

test('it is bounded, whatever the contract says', () => {
  const words = contractWords(
    trans,
    finding({ reason: 'r'.repeat(10_000), locked: 't'.repeat(10_000) })
  );
  assert.ok(words.length < 420 && words.includes('r…') && words.endsWith('t…'), words);
});
