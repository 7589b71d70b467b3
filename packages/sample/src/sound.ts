import type { MadeFile } from './files.ts';

/** Samples a second; each is one byte. */
const RATE = 8_000;

export interface Note {
  /** Hertz; 0 is silence. */
  readonly pitch: number;
  /** Seconds. */
  readonly length: number;
}

/** Notes that fade like bells, as WAV (PCM, mono). */
export function soundFile(notes: readonly Note[]): MadeFile {
  const samples = Buffer.concat(notes.map(played));
  const header = Buffer.alloc(44);
  header.write('RIFF', 0, 'latin1');
  header.writeUInt32LE(36 + samples.length, 4);
  header.write('WAVEfmt ', 8, 'latin1');
  header.writeUInt32LE(16, 16);
  header.writeUInt16LE(1, 20);
  header.writeUInt16LE(1, 22);
  header.writeUInt32LE(RATE, 24);
  header.writeUInt32LE(RATE, 28);
  header.writeUInt16LE(1, 32);
  header.writeUInt16LE(8, 34);
  header.write('data', 36, 'latin1');
  header.writeUInt32LE(samples.length, 40);
  const content = Buffer.concat([header, samples]);
  return { extension: 'wav', formatId: 'fmt/141', mimeType: 'audio/x-wav', content };
}

function played({ pitch, length }: Note): Buffer {
  // An even number of bytes: chunks of RIFF are padded otherwise.
  const samples = Buffer.alloc(2 * Math.round((length * RATE) / 2), 128);
  if (pitch === 0) return samples;
  for (let at = 0; at < samples.length; at++) {
    const time = at / RATE;
    const wave =
      Math.sin(2 * Math.PI * pitch * time) +
      0.5 * Math.sin(4 * Math.PI * pitch * time) +
      0.25 * Math.sin(5.4 * Math.PI * pitch * time);
    samples[at] = 128 + Math.round(60 * wave * Math.exp((-3 * time) / length));
  }
  return samples;
}
