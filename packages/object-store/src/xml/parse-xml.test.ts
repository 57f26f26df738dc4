import assert from 'node:assert/strict';
import { test } from 'node:test';

import { childText, parseXml } from './parse-xml.ts';

test('elements are read with or without a namespace, in any order, with entities resolved', () => {
  const document = parseXml(
    '<?xml version="1.0"?>\n<!-- one --><s3:A xmlns:s3="urn:x" b=\'1\'>\n<C/><B>&quot;&#34;&#x22;&lt;é</B></s3:A>\n',
  );
  assert.equal(document.name, 'A');
  assert.equal(childText(document, 'B'), '"""<é');
  assert.equal(childText(document, 'C'), '');
  assert.equal(childText(document, 'D'), undefined);
});

test('entity expansion, external references and ambiguous documents are refused', () => {
  const refused = [
    '',
    'text',
    '<a>',
    '<a></b>',
    '<a/><b/>',
    '<a/>text',
    '</a>',
    '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
    '<a>&b;</a>',
    '<a>& b</a>',
    '<a>&#0;</a>',
    '<a>&#x110000;</a>',
    '<a><![CDATA[b]]></a>',
    '<?php ?><a/>',
    '<a b=1/>',
    '<a'.repeat(9),
    `${'<a>'.repeat(9)}${'</a>'.repeat(9)}`,
  ];
  for (const text of refused) assert.throws(() => parseXml(text), { code: 'MalformedXML' }, text);
});

test('a long document that does not parse is refused in no time', () => {
  const startedAt = performance.now();
  for (const text of [
    '<a '.repeat(300_000),
    `<a>${'&'.repeat(900_000)}</a>`,
    `<!--${'<!--'.repeat(200_000)}`,
  ]) {
    assert.throws(() => parseXml(text), { code: 'MalformedXML' });
  }
  assert.ok(performance.now() - startedAt < 500);
});
