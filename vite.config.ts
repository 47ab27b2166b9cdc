import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

// With these the page is cross-origin isolated, so that the wasm backend may run on several threads.
const headers = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
  'Cross-Origin-Resource-Policy': 'same-origin',
}

export default defineConfig({
  // Relative, so that the built page can be hosted under any path.
  base: './',
  plugins: [react()],
  assetsInclude: ['**/*.safetensors'],
  worker: { format: 'es' },
  server: { headers },
  preview: { headers },
  build: {
    target: 'es2022',
    sourcemap: true,
    // Weights and images stay files of their own: inlined ones can not be cached or fetched apart.
    assetsInlineLimit: 0,
  },
})
