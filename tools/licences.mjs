/** @file A plugin that adds licenses.md to the built page: the licence of every package whose code it contains. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const LICENCE_FILE = /^(licen[cs]e|copying|notice)([-.].*)?$/i
const IN_PACKAGES = /^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//

/**
 * For the page's plugins and, as `ofWorkers`, for those of its workers, which Vite bundles separately and first.
 *
 * @param fileName of the list in the build
 * @param others folders of packages whose code is bundled after the list is written, as the service worker's is
 */
export function licences(fileName = 'licenses.md', others = []) {
  /** Folders of packages. */
  const folders = new Set(others)
  const collect = (bundle) => {
    for (const { moduleIds = [] } of Object.values(bundle)) {
      for (const id of moduleIds) {
        const [, folder] = IN_PACKAGES.exec(id.replaceAll('\\', '/').replace(/^\0/, '').replace(/\?.*$/, '')) ?? []
        if (folder) folders.add(folder)
      }
    }
  }
  return {
    ofPage: {
      name: 'licences',
      apply: 'build',
      generateBundle(_, bundle) {
        collect(bundle)
        this.emitFile({ type: 'asset', fileName, source: listOf([...folders]) })
      },
    },
    ofWorkers: {
      name: 'licences-of-workers',
      apply: 'build',
      generateBundle: (_, bundle) => collect(bundle),
    },
  }
}

/** Markdown, by the packages' names. */
export function listOf(folders) {
  const entries = folders
    .filter((folder) => existsSync(join(folder, 'package.json')))
    .map((folder) => ({ folder, ...JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) }))
    .sort((one, other) => one.name.localeCompare(other.name))
  const whole = entries.map((entry) => ({ ...entry, terms: textIn(entry.folder) }))
  const parts = whole.map((entry) => `## ${titleOf(entry)}\n\n${entry.terms ?? elsewhere(entry, whole)}\n`)
  return `# Licences of the libraries in this page\n\n${parts.join('\n')}`
}

const titleOf = ({ name, version, license = 'licence not stated' }) =>
  `${name} ${version} (${license.replace(/^\((.*)\)$/, '$1')})`

/** The names of licences in an expression of SPDX, such as "(Apache-2.0 AND BSD-3-Clause)". */
const licencesIn = (license = '') => license.match(/[\w.-]*\d[\w.-]*|MIT|ISC/g) ?? []

/** Of a package that includes no text of its licence: whose it is, and under which package the same terms stand. */
function elsewhere({ author, license }, whole) {
  const by = typeof author === 'string' ? author.replace(/ [<(].*/, '') : author?.name
  const places = licencesIn(license).flatMap((id) => {
    const other = whole.find((each) => each.terms !== null && each.license === id)
    return other === undefined ? [] : [`The terms of ${id} stand under ${other.name}.`]
  })
  return ['The package includes no licence file.', by && `It is by ${by}.`, ...places].filter(Boolean).join(' ')
}

function textIn(folder) {
  const files = readdirSync(folder).filter((file) => LICENCE_FILE.test(file))
  return files.length === 0 ? null : files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n')
}
