import { expect, it } from "vitest";
import { crc32, zipOf } from "./zip";

it("the check value of a file is that of every ZIP program", () => {
  // The value that the definition of CRC-32 itself gives for these nine digits.
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
});

it("a ZIP holds its files uncompressed, then their directory", () => {
  const bytes = zipOf([
    { name: "科目.csv", bytes: new TextEncoder().encode("ab") },
    { name: "b", bytes: new Uint8Array([1, 2, 3]) },
  ]);
  const view = new DataView(bytes.buffer);
  const end = bytes.length - 22;
  expect(view.getUint32(0, true)).toBe(0x04034b50);
  expect(view.getUint32(end, true)).toBe(0x06054b50);
  expect(view.getUint16(end + 10, true)).toBe(2);
  const directory = view.getUint32(end + 16, true);
  expect(view.getUint32(directory, true)).toBe(0x02014b50);
  expect(directory + view.getUint32(end + 12, true)).toBe(end);
  // The second file's header stands where the directory says: 30 bytes, a name of 10 and a content of 2 after the first.
  expect(view.getUint32(directory + 46 + 10 + 42, true)).toBe(42);
  expect(view.getUint32(42, true)).toBe(0x04034b50);
});
