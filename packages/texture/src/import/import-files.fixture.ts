import { Document, NodeIO } from '@gltf-transform/core';

/** A GLB of one triangle, 20 km off where it is `far`. */
export async function makeGlb({
  far = false,
  texture,
}: {
  far?: boolean;
  texture?: Buffer;
}): Promise<Buffer> {
  const document = new Document();
  const buffer = document.createBuffer();
  const accessor = (type: 'SCALAR' | 'VEC3', array: Float32Array<ArrayBuffer> | Uint16Array<ArrayBuffer>) =>
    document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
  const material = document.createMaterial();
  if (texture) {
    material.setBaseColorTexture(
      document.createTexture().setImage(Uint8Array.from(texture)).setMimeType('image/png'),
    );
  }
  const primitive = document
    .createPrimitive()
    .setMaterial(material)
    .setIndices(accessor('SCALAR', Uint16Array.of(0, 1, 2)))
    .setAttribute('POSITION', accessor('VEC3', Float32Array.of(0, 0, 0, 2, 0, 0, 0, 2, 0)));
  const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive));
  if (far) node.setTranslation([20_000, 0, 0]);
  document.createScene().addChild(node);
  return Buffer.from(await new NodeIO().writeBinary(document));
}

/** The GLB with its JSON changed, and all lengths right. */
export function editJson(glb: Buffer, edit: (json: Record<string, unknown>) => void): Buffer {
  const length = glb.readUInt32LE(12);
  const json = JSON.parse(glb.toString('utf8', 20, 20 + length)) as Record<string, unknown>;
  edit(json);
  const text = JSON.stringify(json);
  const padded = Buffer.from(text.padEnd(Math.ceil(text.length / 4) * 4));
  const edited = Buffer.concat([glb.subarray(0, 20), padded, glb.subarray(20 + length)]);
  edited.writeUInt32LE(padded.length, 12);
  edited.writeUInt32LE(edited.length, 8);
  return edited;
}

/** Two points of format 2 near (500000, 5400000), with colours of 16 bits. */
export function makeLas(): Buffer {
  const file = Buffer.alloc(227 + 2 * 26);
  file.write('LASF', 0);
  file.writeUInt8(1, 24);
  file.writeUInt8(2, 25);
  file.writeUInt32LE(227, 96);
  file.writeUInt8(2, 104);
  file.writeUInt16LE(26, 105);
  file.writeUInt32LE(2, 107);
  [0.001, 0.001, 0.001, 500_000, 5_400_000, 0].forEach((value, i) => {
    file.writeDoubleLE(value, 131 + 8 * i);
  });
  for (const [point, east] of [0, 2000].entries()) {
    const at = 227 + 26 * point;
    file.writeInt32LE(east, at);
    file.writeInt32LE(7500, at + 8);
    [0xffff, 0, 0x8000].forEach((value, i) => {
      file.writeUInt16LE(value, at + 20 + 2 * i);
    });
  }
  return file;
}
