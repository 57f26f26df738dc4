import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openBrowser, openPage } from './browser/open-browser.ts';
import { makeTemporaryFolder } from './machine/temporary-folder.ts';
import { serve } from './program/serve.ts';

test('the explorer shows the schema and runs a query without a key, and asks nobody else', async () => {
  await using folder = await makeTemporaryFolder();
  await using served = await serve(folder.path);
  await using browser = await openBrowser();
  const { page, faults, hosts } = await openPage(browser, `${served.connection.endpoint}/graphql`, {
    width: 1400,
    height: 900,
  });
  const sockets: string[] = [];
  page.on('websocket', (socket) => sockets.push(new URL(socket.url()).hostname));

  await page.getByText('(Send query Start)').click();
  await page.locator('app-query-result').getByText('"OSS"', { exact: true }).waitFor();

  await page.getByText('Docs', { exact: true }).click();
  const docs = page.locator('app-doc-viewer');
  await docs.getByText('Mutation', { exact: true }).click();
  await docs.getByText('uploadImageS3').first().waitFor();
  await docs.getByText(/^Registers a photo and returns a presigned URL/).waitFor();

  assert.deepEqual([...hosts, ...sockets], ['127.0.0.1']);
  assert.deepEqual(faults, []);
  const elsewhere = await page.evaluate(() =>
    Promise.allSettled(['http://localhost:1/', 'https://example.org/'].map((url) => fetch(url))),
  );
  assert.deepEqual(
    elsewhere.map(({ status }) => status),
    ['rejected', 'rejected'],
  );
  assert.ok(faults.every((fault) => /Content Security Policy/.test(fault)) && faults.length > 0);
});
