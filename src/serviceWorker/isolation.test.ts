import { expect, it } from 'vitest'
import { isolated } from './isolation'

it('a response of a host without headers gets those that isolate, and keeps all else', async () => {
  const given = new Response('page', { status: 203, headers: { 'Content-Type': 'text/html' } })
  const response = isolated(given)
  expect(response.headers.get('Cross-Origin-Opener-Policy')).toBe('same-origin')
  expect(response.headers.get('Cross-Origin-Embedder-Policy')).toBe('require-corp')
  expect(response.headers.get('Content-Type')).toBe('text/html')
  expect([response.status, await response.text()]).toEqual([203, 'page'])
})

it('a host’s own headers stay', () => {
  const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'credentialless' }
  expect(isolated(new Response('', { headers })).headers.get('Cross-Origin-Embedder-Policy')).toBe('credentialless')
})
