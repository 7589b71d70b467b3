import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

/**
 * The design system's style sheets name the typeface of the State, which only its services may use (licence of
 * `@gouvfr/dsfr`): its faces are taken out, and the typeface of the reader's system stands in its place.
 */
function neutralTypeface(): Plugin {
  return {
    name: 'perenne:neutral-typeface',
    enforce: 'pre',
    transform(code, id) {
      if (!/react-dsfr\/dsfr\/.*\.css$/.test(id)) return undefined;
      const neutral = code
        .replace(/@font-face\s*\{[^}]*\}/g, '')
        .replace(/Marianne\s*,\s*arial\s*,\s*sans-serif/gi, 'var(--typeface)')
        .replace(/Spectral\s*,\s*georgia\s*,\s*serif/gi, 'georgia,serif');
      return { code: neutral, map: null };
    },
  };
}

export default defineConfig({
  plugins: [neutralTypeface(), react()],
  build: { target: 'es2022', assetsInlineLimit: 2_048, modulePreload: { polyfill: false } },
});
