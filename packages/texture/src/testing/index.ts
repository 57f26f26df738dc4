export { makeZip, type ZipEntry } from '../conversion/make-zip.fixture.ts';
