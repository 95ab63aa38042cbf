import assert from 'node:assert/strict';
import { test } from 'node:test';
import { webAddress } from '../src/address';

test('a page of the web can be followed', () => {
  assert.equal(webAddress('https://acme.test/a?b#c'), 'https://acme.test/a?b#c');
  assert.equal(webAddress('http://acme.test:8080'), 'http://acme.test:8080/');
});

test('nothing else can', () => {
  const others = [
    '',
    'acme.test/docs',
    '/docs',
    '//acme.test/docs',
    'docs.md',
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' java\nscript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'blob:https://acme.test/x',
    'file:///etc/passwd',
    'ftp://acme.test',
    'https://',
    'https://acme.test@evil.test/',
    'https://a:b@evil.test/'
  ];
  for (const other of others) {
    assert.equal(webAddress(other), null, other);
  }
});
