import type { Plugin } from 'vite'

export const CONTENT_SECURITY_POLICY: string
export const ISOLATION_HEADERS: Readonly<Record<string, string>>
export const HEADERS: Readonly<Record<string, string>>
export const securityPolicy: () => Plugin
export const headersFile: () => Plugin
