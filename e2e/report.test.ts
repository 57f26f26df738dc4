import assert from 'node:assert/strict';
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { openBrowser, openPage } from './browser/open-browser.ts';
import { makeTemporaryFolder, type TemporaryFolder } from './machine/temporary-folder.ts';
import { drawHaze } from './photos/odd-photos.ts';
import { makeSmallScene } from './photos/sample-photos.ts';
import { runTiepoint } from './program/run-tiepoint.ts';
import { serve } from './program/serve.ts';

/** Of the sample scene, which are all good. */
const GOOD_PHOTOS = 9;

describe('verdicts and report', () => {
  let folder: TemporaryFolder;
  let goodPhotos: string;
  /** The good photos and some that are not. */
  let mixedPhotos: string;

  before(async () => {
    folder = await makeTemporaryFolder();
    const scene = await makeSmallScene();
    goodPhotos = scene.photosFolder;
    mixedPhotos = join(folder.path, 'mixed');
    await mkdir(mixedPhotos);
    const [first = assert.fail('no photo'), second = assert.fail('no photo')] = scene.photoPaths;
    for (const path of scene.photoPaths) await copyFile(path, join(mixedPhotos, basename(path)));
    const whole = await readFile(first);
    await writeFile(join(mixedPhotos, 'broken.jpg'), whole.subarray(0, whole.length / 2));
    await writeFile(join(mixedPhotos, 'page.jpg'), '<!doctype html><html><body>Please log in</body></html>');
    await writeFile(join(mixedPhotos, 'haze.png'), drawHaze());
    await copyFile(second, join(mixedPhotos, 'second-copy.jpg'));
  });

  after(() => folder[Symbol.asyncDispose]());

  test('a folder is checked without a server, and the exit code says whether it will do', async () => {
    const json = join(folder.path, 'check.json');
    const good = await runTiepoint(['check', goodPhotos, '--json', json]);
    assert.equal(good.exitCode, 0, good.output);
    assert.match(good.stdout, new RegExp(`^${GOOD_PHOTOS} photos: ${GOOD_PHOTOS} usable$`, 'm'));
    assert.match(good.stdout, /^ {2}all photos connect$/m);
    const { photos, report } = JSON.parse(await readFile(json, 'utf8'));
    assert.equal(photos.length, GOOD_PHOTOS);
    assert.equal(report.groups.length, 1);

    const mixed = await runTiepoint(['check', mixedPhotos]);
    assert.equal(mixed.exitCode, 1, mixed.output);
    assert.match(mixed.stdout, /^13 photos: 10 usable, 1 of them with warnings, 3 unusable$/m);
    assert.match(mixed.stdout, /^ {2}broken\.jpg: .*\(Truncated\)$/m);
    assert.match(mixed.stdout, /^ {2}page\.jpg: .*\(NotAnImage\)$/m);
    assert.match(mixed.stdout, /^ {2}second-copy\.jpg: Identical to flight-0002\.jpg.*\(Duplicate\)$/m);
    assert.match(mixed.stdout, /^ {2}Blurred \(1\): haze\.png$/m);

    const nothing = await runTiepoint(['check', join(folder.path, 'gone')]);
    assert.equal(nothing.exitCode, 2);
    assert.match(nothing.stderr, /^There is no folder .*gone\.\n$/);
    assert.equal((await runTiepoint(['check'])).exitCode, 2);
  });

  test('the page shows the verdict of each photo and the report, which becomes a PDF', async () => {
    const data = join(folder.path, 'data');
    await using served = await serve(data);
    const upload = await runTiepoint(['upload', mixedPhotos, '--data', data]);
    const [, id = assert.fail(upload.output)] = /^Project (\w+) /m.exec(upload.stdout) ?? [];
    const { endpoint, key, token } = served.connection;
    await using browser = await openBrowser();
    const { page, faults, hosts } = await openPage(
      browser,
      `${endpoint}/projects/${id}#key=${key}&token=${token}`,
      { width: 1280, height: 900 },
    );

    const report = page.getByTestId('report');
    await report.locator('[data-code=InvalidPhotos]').getByRole('button', { name: 'broken.jpg' }).waitFor();
    assert.equal(await report.locator('.map-dot').count(), GOOD_PHOTOS);
    await report.getByText(/^1 without a position is not on the map\.$/).waitFor();

    await page.getByRole('button', { name: /^Invalid\s*2$/ }).click();
    assert.match(
      (await page.getByTestId('photos').textContent()) ?? '',
      /broken\.jpg The file ends too early/,
    );
    await page.getByRole('button', { name: /^With warnings\s*1$/ }).click();
    assert.deepEqual(await page.getByTestId('photo-warning').allTextContents(), ['Blurred', 'No EXIF']);

    await page.getByTestId('ready-photo').getByRole('button').click();
    await page
      .getByTestId('photo-dialog-warning')
      .getByText(/not sharp/)
      .waitFor();
    await page.getByRole('button', { name: 'Zoom in' }).click({ clickCount: 3 });
    await page.getByTestId('photo-tile').first().waitFor();
    await page.keyboard.press('Escape');

    await page.getByRole('link', { name: 'Print version' }).click();
    await page.getByTestId('printed-report').getByTestId('report-map').waitFor();
    await page.getByRole('button', { name: 'Print or save as PDF' }).waitFor();
    const pdf = await page.pdf({ format: 'A4' });
    assert.equal(pdf.subarray(0, 5).toString(), '%PDF-');
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.getByRole('button').count(), 0, 'nothing to press on paper');
    assert.deepEqual(faults, []);
    assert.deepEqual([...hosts], ['127.0.0.1']);
  });
});
