import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ConfigurationError, readConfiguration } from './configuration.ts';

const folder = mkdtempSync(join(tmpdir(), 'perenne-configuration-'));
afterAll(() => rmSync(folder, { recursive: true }));

function read(file: unknown) {
  const path = join(folder, 'configuration.json');
  writeFileSync(path, JSON.stringify(file));
  return readConfiguration({ PERENNE_CONFIG: path });
}

describe('limits of deliveries', () => {
  it('are by default 100,000 units and 1 GiB, of no tenant in particular', () => {
    const { limits, deliveryThresholds } = readConfiguration({});
    expect(limits).toMatchObject({ selectedUnits: 100_000, deliveryBytes: 2 ** 30 });
    expect(deliveryThresholds).toEqual({});
  });

  it('are read for each tenant', () => {
    const { deliveryThresholds } = read({
      deliveryThresholds: { 0: { bytes: 5 }, 12: { bytes: 6, authorize: true } },
    });
    expect(deliveryThresholds).toEqual({
      0: { bytes: 5, authorize: false },
      12: { bytes: 6, authorize: true },
    });
  });

  it.each([
    { x: { bytes: 1 } },
    { 0: { bytes: '1' } },
    { 0: { bytes: -1 } },
    { 0: {} },
    { 0: { bytes: 1, authorize: 'yes' } },
  ])('that are none stop the start: %j', (deliveryThresholds) => {
    expect(() => read({ deliveryThresholds })).toThrow(ConfigurationError);
  });
});
