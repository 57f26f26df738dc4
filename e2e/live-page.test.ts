import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { uploadPhotos } from '@tiepoint/client';
import { type FilePhoto, findPhotos } from '@tiepoint/client/node';
import type { Browser, Page } from 'playwright-core';
import { openBrowser, openPage } from './browser/open-browser.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './machine/temporary-folder.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { runTiepoint } from './program/run-tiepoint.ts';
import { type Served, serve } from './program/serve.ts';

const DESK = { width: 1280, height: 800 };
/** Much longer than the page takes between two looks where it has no events. */
const QUIET_MS = 4000;

let folder: TemporaryFolder;
let server: Served;
let browser: Browser;
let photos: FilePhoto[];

before(async () => {
  folder = await makeTemporaryFolder();
  server = await serve(join(folder.path, 'data'));
  browser = await openBrowser();
  photos = (await findPhotos((await makeSmallScene()).photosFolder)).photos;
});
after(async () => {
  await browser?.close();
  await server?.[Symbol.asyncDispose]();
  await folder?.[Symbol.asyncDispose]();
});

test('verdicts appear on the page by themselves, and nothing is asked while nothing happens', async () => {
  const { page, faults, asked, projectId } = await openProject();
  await upload(projectId, photos.slice(0, 3));
  await page.getByText('3 ready').waitFor();
  await page.getByTestId('ready-photo').nth(2).waitFor();
  // What was told last is loaded within a second; the report takes its time.
  await page.getByTestId('report').waitFor();
  await wait(QUIET_MS);
  const before = asked.length;
  await wait(QUIET_MS);
  assert.deepEqual(asked.slice(before), []);
  assert.equal(asked.filter(isStream).length, 1);
  assert.deepEqual(faults, []);
  await page.close();
});

test("nothing runs on the page but the server's own files", async () => {
  const { page, faults } = await openProject();
  const answer = await page.request.get(page.url(), { headers: { accept: 'text/html' } });
  const policy = answer.headers()['content-security-policy'] ?? '';
  assert.match(policy, /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
  assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*/);
  const ran = await page.evaluate(async () => {
    const inline = document.createElement('script');
    inline.textContent = 'document.title = "inline"';
    document.head.append(inline);
    const picture = document.createElement('div');
    picture.innerHTML = `<img src="x" onerror="document.title = 'handler'">`;
    document.body.append(picture);
    const foreign = await fetch('http://127.0.0.1:9/').catch(String);
    await new Promise((resolve) => setTimeout(resolve, 500));
    return { title: document.title, foreign: String(foreign) };
  });
  assert.ok(!/inline|handler/.test(ran.title), ran.title);
  assert.match(ran.foreign, /TypeError/);
  assert.ok(
    faults.some((fault) => /Content Security Policy.*inline/.test(fault)),
    faults.join('\n'),
  );
  assert.ok(
    faults.some((fault) => /Content Security Policy.*connect/.test(fault)),
    faults.join('\n'),
  );
  await page.close();
});

test('where a proxy lets no event stream through, they appear all the same', async () => {
  const { page, projectId } = await openProject((opened) =>
    opened.route('**/events*', (route) => route.fulfill({ status: 404, body: '<html>' })),
  );
  await upload(projectId, photos.slice(0, 1));
  await page.getByText('1 ready').waitFor();
  assert.equal(await page.getByTestId('connection').textContent(), '', 'the connection itself is there');
  await page.close();
});

test('a lost connection is said, and what has happened meanwhile appears when it is back', async () => {
  const { page, asked, projectId } = await openProject();
  await upload(projectId, photos.slice(0, 1));
  await page.getByText('1 ready').waitFor();
  const lost = page.getByTestId('connection').getByText('Connection lost; trying again …');
  const port = Number(new URL(server.connection.endpoint).port);
  await server[Symbol.asyncDispose]();
  await lost.waitFor();
  assert.ok(await page.getByText('1 ready').isVisible(), 'what was there stays');
  server = await serve(join(folder.path, 'data'), { port });
  await upload(projectId, photos.slice(1, 3));
  await page.getByText('3 ready').waitFor();
  await lost.waitFor({ state: 'detached' });
  const [first, ...others] = asked.filter(isStream).map((url) => url.searchParams.get('after'));
  assert.equal(first, null);
  assert.ok(others.length > 0 && others.every(Boolean), 'it goes on behind its cursor');
  await page.close();
});

test('a page out of view holds no stream, and catches up when it is looked at again', async () => {
  const { page, asked, projectId } = await openProject();
  await upload(projectId, photos.slice(0, 1));
  await page.getByText('1 ready').waitFor();
  const left = page.waitForEvent('requestfailed', (request) => isStream(new URL(request.url())));
  await setHidden(page, true);
  await left;
  const before = asked.length;
  await upload(projectId, photos.slice(1, 3));
  await wait(QUIET_MS);
  assert.deepEqual(asked.slice(before), []);
  await setHidden(page, false);
  await page.getByText('3 ready').waitFor();
  assert.ok(asked.filter(isStream).at(-1)?.searchParams.get('after'), 'it goes on behind its cursor');
  await page.close();
});

test('photos are sorted by name, on the page and by the command line', async () => {
  const { page, faults, projectId } = await openProject();
  for (const photo of photos.slice(0, 3).reverse()) await upload(projectId, [photo]);
  const names = photos.slice(0, 3).map(({ name }) => name);
  await page.getByTestId('ready-photo').nth(2).waitFor();
  const shown = () =>
    page.getByTestId('ready-photo').evaluateAll((cells) => cells.map((cell) => cell.textContent));
  const isShown = async (wanted: string[]) => {
    const cells = await shown();
    return cells.length === wanted.length && wanted.every((name, at) => cells[at]?.includes(name));
  };
  assert.ok(await isShown(names.toReversed()), (await shown()).join());
  await page.getByRole('button', { name: 'By name' }).click();
  for (let looks = 0; !(await isShown(names)); looks++) {
    assert.ok(looks < 100, (await shown()).join());
    await wait(50);
  }
  assert.deepEqual(faults, []);
  await page.close();
  const list = async (...sort: string[]) =>
    (await runTiepoint(['photos', projectId, '--data', join(folder.path, 'data'), ...sort])).stdout;
  assert.equal(await list('--sort', 'name'), names.map((name) => `Ready       ${name}\n`).join(''));
  assert.equal(
    await list(),
    names
      .toReversed()
      .map((name) => `Ready       ${name}\n`)
      .join(''),
  );
});

/** A new project and its page; `asked` are the addresses of the API that the page has asked for. */
async function openProject(prepare?: (page: Page) => Promise<unknown>) {
  const { id } = await server.client.createProject('Live');
  const { endpoint, key, token } = server.connection;
  const watched = await openPage(browser, 'about:blank', DESK);
  const asked: URL[] = [];
  watched.page.on('request', (request) => {
    const url = new URL(request.url());
    if (url.pathname === '/graphql' || isStream(url)) asked.push(url);
  });
  await prepare?.(watched.page);
  await watched.page.goto(`${endpoint}/projects/${id}#key=${key}&token=${token}`);
  await watched.page.getByText('None yet.').waitFor();
  return { ...watched, asked, projectId: id };
}

async function upload(projectId: string, chosen: FilePhoto[]): Promise<void> {
  const { uploaded } = await uploadPhotos({ client: server.client, projectId, photos: chosen });
  assert.equal(uploaded.length, chosen.length);
}

/** Has the browser say that the page is out of view, or in view; without a window it never says so itself. */
async function setHidden(page: Page, hidden: boolean): Promise<void> {
  await page.evaluate((value) => {
    Object.defineProperty(document, 'hidden', { value, configurable: true });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden);
}

function isStream({ pathname }: URL): boolean {
  return pathname.endsWith('/events');
}
