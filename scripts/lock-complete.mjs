// Adds to package-lock.json the entries of optional platform packages that the registry in use does not serve:
// `npm install` leaves them out, and `npm ci` then refuses the file. Run it after every `npm install`.
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const path = fileURLToPath(new URL('../package-lock.json', import.meta.url));
const lock = JSON.parse(readFileSync(path, 'utf8'));
let added = 0;
for (const [place, entry] of Object.entries({ ...lock.packages })) {
  for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
    if (isLocked(place, name)) continue;
    lock.packages[`node_modules/${name}`] = {
      version: version.replace(/^[\^~]/, ''),
      optional: true,
      ...platformOf(name),
    };
    added++;
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${added} entries added.`);

function isLocked(place, name) {
  const folders = place.split('/node_modules/');
  for (let depth = folders.length; depth > 0; depth--) {
    if (lock.packages[`${folders.slice(0, depth).join('/node_modules/')}/node_modules/${name}`]) return true;
  }
  return `node_modules/${name}` in lock.packages;
}

function platformOf(name) {
  const systems = ['linux', 'darwin', 'win32', 'freebsd', 'android', 'openharmony', 'sunos', 'aix'];
  const processors = ['x64', 'arm64', 'arm', 'ia32', 'ppc64', 'riscv64', 's390x', 'loong64', 'wasm32'];
  const words = name.replace(/^@.*\//, '').split(/[-_.]/);
  const os = systems.filter((system) => words.includes(system));
  const cpu = processors.filter((processor) => words.includes(processor));
  const libc = ['musl', 'gnu'].filter((kind) => words.some((word) => word.startsWith(kind)));
  return {
    ...(os.length > 0 && { os }),
    ...(cpu.length > 0 && { cpu }),
    ...(libc.length > 0 && { libc: [libc[0] === 'gnu' ? 'glibc' : 'musl'] }),
  };
}
