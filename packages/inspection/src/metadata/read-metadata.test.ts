import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import sharp from 'sharp';
import type { PhotoMetadata } from '../photo-facts.ts';
import { type Folders, makeTiff, withExif } from './make-tiff.fixture.ts';
import { readMetadata } from './read-metadata.ts';

let folder: string;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'metadata-'));
});
after(() => rm(folder, { recursive: true }));

const CREATE = { width: 16, height: 12, channels: 3, background: '#777777' } as const;

const FOLDERS: Folders = {
  main: [
    [0x10f, 'Parrot'],
    [0x110, 'Anafi'],
    [0x112, [6]],
    [0x131, '1.2'],
  ],
  exif: [
    [0x9003, '2026:03:01 12:00:00'],
    [0x9011, '-05:00'],
    [0x920a, { over: [[88, 10]] }],
    [0xa002, [5344]],
    [0xa003, [4016]],
    [0xa405, [23]],
    [0xa431, 'PI040416'],
    [0xa434, 'Anafi 23 mm'],
  ],
  gps: [
    [1, 'S'],
    [
      2,
      {
        over: [
          [46, 1],
          [50, 1],
          [3338550, 100000],
        ],
      },
    ],
    [3, 'W'],
    [
      4,
      {
        over: [
          [91, 1],
          [595, 10],
          [0, 0],
        ],
      },
    ],
    [5, [1]],
    [6, { over: [[12, 10]] }],
  ],
};

const EXPECTED: PhotoMetadata = {
  make: 'Parrot',
  model: 'Anafi',
  serial: 'PI040416',
  lens: 'Anafi 23 mm',
  software: '1.2',
  takenAt: '2026-03-01T12:00:00-05:00',
  focalLength: 8.8,
  focalLengthIn35mm: 23,
  orientation: 6,
  writtenWidth: 5344,
  writtenHeight: 4016,
  latitude: -(46 + 50 / 60 + 33.3855 / 3600),
  longitude: -(91 + 59.5 / 60),
  altitude: -1.2,
};

test('EXIF is read of JPEG, PNG and TIFF, in both orders of bytes, and of BigTIFF', async () => {
  const little = makeTiff(FOLDERS);
  const big = makeTiff(FOLDERS, { littleEndian: false });
  const files = [
    jpegWith(little),
    jpegWith(big),
    await pngWith('eXIf', little),
    little,
    big,
    makeTiff(FOLDERS, { big: true }),
    makeTiff(FOLDERS, { big: true, littleEndian: false }),
  ];
  for (const [index, file] of files.entries()) assert.deepEqual(await read(file), EXPECTED, String(index));
});

test('the gimbal’s angles and heights are read of the XMP of each maker', async () => {
  const packets: [string, PhotoMetadata][] = [
    [
      `drone-dji:AbsoluteAltitude="+198.31" drone-dji:RelativeAltitude="+39.80" drone-dji:GimbalRollDegree="+0.00"
       drone-dji:GimbalYawDegree="-45.00" drone-dji:GimbalPitchDegree="-89.90" drone-dji:GpsLatitude="46.5"
       drone-dji:GpsLongtitude="-91.25" drone-dji:CameraSerialNumber="53HQ"/>`,
      {
        serial: '53HQ',
        latitude: 46.5,
        longitude: -91.25,
        altitude: 198.31,
        relativeAltitude: 39.8,
        pitch: -89.9,
        yaw: -45,
        roll: 0,
      },
    ],
    [
      `><drone-parrot:CameraPitchDegree>-78.362686</drone-parrot:CameraPitchDegree>
       <drone-parrot:CameraYawDegree> 176.310745 </drone-parrot:CameraYawDegree></rdf:Description>`,
      { pitch: -78.362686, yaw: 176.310745 },
    ],
    [
      `><drone-skydio:FlightNED drone-skydio:Pitch="1"/><drone-skydio:CameraOrientationNED rdf:parseType="Resource">
       <drone-skydio:Pitch>-60</drone-skydio:Pitch><drone-skydio:Yaw>7</drone-skydio:Yaw>
       <drone-skydio:Roll>0.5</drone-skydio:Roll></drone-skydio:CameraOrientationNED></rdf:Description>`,
      { pitch: -60, yaw: 7, roll: 0.5 },
    ],
    // senseFly and others count the pitch from straight down, Autel from the horizon.
    ['Camera:Pitch="+7.5" Camera:AboveGroundAltitude="1205/10"/>', { relativeAltitude: 120.5, pitch: -82.5 }],
    ['tiff:Make="Autel Robotics" Camera:Pitch="40"/>', { make: 'Autel Robotics', pitch: -40 }],
  ];
  for (const [packet, metadata] of packets) {
    const xmp = `<x:xmpmeta><rdf:RDF><rdf:Description ${packet}</rdf:RDF></x:xmpmeta>`;
    const jpeg = await sharp({ create: CREATE }).withXmp(xmp).jpeg().toBuffer();
    const keyword = Buffer.from('XML:com.adobe.xmp\0');
    const plain = Buffer.concat([keyword, Buffer.from([0, 0]), Buffer.from('en\0XMP\0'), Buffer.from(xmp)]);
    const packed = Buffer.concat([keyword, Buffer.from([1, 0, 0, 0]), deflateSync(xmp)]);
    const files = [
      jpeg,
      await pngWith('iTXt', plain),
      await pngWith('iTXt', packed),
      makeTiff({ main: [[0x2bc, xmp]] }),
    ];
    for (const file of files) assert.deepEqual(await read(file), metadata, packet);
  }
});

test('0° 0° is no position, and XMP fills in what EXIF has not', async () => {
  const nowhere: Folders['gps'] = [
    [1, 'N'],
    [
      2,
      {
        over: [
          [0, 1],
          [0, 1],
          [0, 1],
        ],
      },
    ],
    [3, 'E'],
    [
      4,
      {
        over: [
          [0, 1],
          [0, 1],
          [0, 1],
        ],
      },
    ],
  ];
  assert.deepEqual(await read(makeTiff({ gps: nowhere })), {});
  const xmp = '<a drone-dji:GpsLatitude="1.5" drone-dji:GpsLongitude="2.5"/>';
  assert.deepEqual(await read(makeTiff({ main: [[0x2bc, xmp]], gps: nowhere })), {
    latitude: 1.5,
    longitude: 2.5,
  });
});

test('what is written but cannot be is left out', async () => {
  const wrong: Folders = {
    main: [
      [0x10f, ' \0 '],
      [0x112, [9]],
    ],
    exif: [
      [0x9003, '0000:00:00 00:00:00'],
      [0x920a, { over: [[0, 0]] }],
      [0xa405, [0]],
    ],
    gps: [
      [1, 'N'],
      [2, { over: [[91, 1]] }],
      [3, 'E'],
      [4, { over: [[8, 1]] }],
      [6, { over: [[4294967295, 1]] }],
    ],
  };
  assert.deepEqual(await read(makeTiff(wrong)), {});
  assert.deepEqual(await read(Buffer.from('<html>no photo</html>')), {});
  assert.deepEqual(await read(Buffer.alloc(0)), {});
  await assert.rejects(readMetadata(join(folder, 'missing')), { code: 'ENOENT' });
});

test('counts and offsets of any size cost neither time nor memory', async () => {
  const tiff = makeTiff(FOLDERS);
  // The folder is its own EXIF folder, and every tag claims four billion values.
  const main = tiff.readUInt32LE(4);
  for (let at = main + 2; at + 12 < tiff.length; at += 12) tiff.writeUInt32LE(0xffffffff, at + 4);
  tiff.writeUInt32LE(1, tiff.length - 4 - 24 + 4);
  tiff.writeUInt32LE(main, tiff.length - 4 - 24 + 8);
  const before = process.memoryUsage().arrayBuffers;
  assert.deepEqual(await read(tiff), {});
  assert.deepEqual(await read(jpegWith(tiff)), {});
  assert.ok(process.memoryUsage().arrayBuffers - before < 16e6);
});

test('a file that is cut off or changed anywhere is read as far as it goes', async () => {
  const exif = makeTiff(FOLDERS);
  const xmp = Buffer.from('XML:com.adobe.xmp\0\x01\0\0\0', 'latin1');
  const packed = Buffer.concat([xmp, deflateSync('<a drone-dji:GimbalPitchDegree="-90"/>')]);
  const files = [jpegWith(exif), await pngWith('iTXt', packed), makeTiff(FOLDERS, { big: true })];
  let state = 20260301;
  const random = (below: number) => {
    state = (state * 1103515245 + 12345) % 2147483648;
    return state % below;
  };
  for (const file of files) {
    for (let round = 0; round < 100; round++) {
      const broken = Buffer.from(file.subarray(0, round % 2 ? file.length : random(file.length)));
      for (let flips = 0; flips < 8 && broken.length > 0; flips++)
        broken[random(broken.length)] = random(256);
      assert.equal(typeof (await read(broken)), 'object');
    }
  }
});

async function read(file: Buffer): Promise<PhotoMetadata> {
  const path = join(folder, 'photo');
  await writeFile(path, file);
  return readMetadata(path);
}

/** With fill bytes and a segment of another kind, as JPEG allows. */
function jpegWith(exif: Buffer): Buffer {
  return withExif(Buffer.from([0xff, 0xd8, 0xff, 0xff, 0xe0, 0, 4, 1, 2, 0xff, 0xda, 0, 2]), exif);
}

/** A chunk after the picture of a PNG. */
async function pngWith(kind: string, content: Buffer): Promise<Buffer> {
  const png = await sharp({ create: CREATE }).png().toBuffer();
  const length = Buffer.alloc(4);
  length.writeUInt32BE(content.length);
  const chunk = Buffer.concat([length, Buffer.from(kind), content, Buffer.alloc(4)]);
  return Buffer.concat([png.subarray(0, -12), chunk, png.subarray(-12)]);
}
