/** Files put together without compression, for the few uploads that are more than one file. */
export type ZipPart = { name: string; bytes: Uint8Array };

/** Names are UTF-8. */
const utf8Names = 0x0800;

const localHeader = 0x04034b50;
const directoryHeader = 0x02014b50;
const directoryEnd = 0x06054b50;

export function zipOf(parts: readonly ZipPart[]): Uint8Array<ArrayBuffer> {
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  let directorySize = 0;
  for (const { name, bytes } of parts) {
    const title = new TextEncoder().encode(name);
    // Version, flags, method, time, date; then what both headers tell of the content.
    const common = [u16(20), u16(utf8Names), u16(0), u16(0), u16(dosDate)];
    const content = [u32(crc32(bytes)), u32(bytes.length), u32(bytes.length), u16(title.length), u16(0)];
    const local = [u32(localHeader), ...common, ...content, title];
    const entry = [u32(directoryHeader), u16(20), ...common, ...content];
    entry.push(u16(0), u16(0), u16(0), u32(0), u32(offset), title);
    files.push(...local, bytes);
    directory.push(...entry);
    offset += sizeOf(local) + bytes.length;
    directorySize += sizeOf(entry);
  }
  const end = [u32(directoryEnd), u16(0), u16(0), u16(parts.length), u16(parts.length)];
  end.push(u32(directorySize), u32(offset), u16(0));
  return joined([...files, ...directory, ...end]);
}

/** 1980-01-01: no clock is needed, so the same files make the same bytes. */
const dosDate = 0x21;

function sizeOf(parts: readonly Uint8Array[]): number {
  return parts.reduce((size, part) => size + part.length, 0);
}

function u16(value: number): Uint8Array {
  return new Uint8Array([value & 0xff, value >>> 8]);
}

function u32(value: number): Uint8Array {
  return new Uint8Array([value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, value >>> 24]);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(sizeOf(parts));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const crcTable = Array.from({ length: 256 }, (_, index) => {
  let value = index;
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

export function crc32(bytes: Uint8Array): number {
  let value = 0xffffffff;
  for (const byte of bytes) value = (crcTable[(value ^ byte) & 0xff] ?? 0) ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
