/** @file Which parquet files a data set of the hub has: https://huggingface.co/docs/hub/api, GET /api/datasets/{id}/parquet. */

import { z } from 'zod'
import { parseBoundedJsonBytes } from '../../../boundedJson'
import { parsedOrNull } from '../../../boundedParse'
import { quoteName } from '../../../quote'
import { Refusal } from '../../refusal'
import { SPLIT_ORDER, splitCalled } from '../folders/splitNames'
import type { Problems } from '../problems'
import type { Split } from '../split'
import type { HubSource } from '../types'
import { PUBLIC_HUB, parseEndpoint } from './endpoint'
import { isHubId } from './hubId'
import { MAX_LISTING_BYTES } from './limits'
import { type Connection, request } from './requests'

/** File addresses by configuration and split. */
const listingSchema = z.record(z.string(), z.record(z.string(), z.array(z.string().max(2048))))

export interface SplitFiles {
  readonly name: Split['name']
  readonly urls: readonly string[]
}

/**
 * The files of each split. Throws Refusal if the id or the address is invalid,
 * or the hub does not list the data set.
 */
export async function listParquet(
  { id, config, endpoint = PUBLIC_HUB }: HubSource,
  connection: Connection,
  problems: Problems,
): Promise<SplitFiles[]> {
  if (!isHubId(id)) {
    throw new Refusal('is not the name of a data set; choose one such as "uoft-cs/cifar10"')
  }
  const hub = parseEndpoint(endpoint)
  const { readBody } = await request(`${hub}/api/datasets/${id}/parquet`, {}, connection)
  const listing = parsedOrNull(listingSchema, parseJson(await readBody(MAX_LISTING_BYTES)))
  if (listing === null) throw new Refusal('is listed by the hub in an unknown format; check the address')
  const configs = Object.keys(listing)
  const [first] = configs
  if (first === undefined) throw new Refusal('has no parquet files on the hub; choose another')
  const chosen = config ?? (configs.includes('default') ? 'default' : first)
  const splits = Object.hasOwn(listing, chosen) ? listing[chosen] : undefined
  if (splits === undefined) {
    const names = configs.slice(0, 5).map(quoteName).join(', ')
    throw new Refusal(`has no configuration ${quoteName(chosen)}; choose one such as ${names}`)
  }
  return sortSplits(splits, new URL(hub).origin, problems)
}

function sortSplits(listed: Readonly<Record<string, string[]>>, origin: string, problems: Problems): SplitFiles[] {
  const found = new Map<Split['name'], readonly string[]>()
  for (const [called, urls] of Object.entries(listed)) {
    const name = splitCalled(called)
    if (name === null || found.has(name) || urls.length === 0) {
      problems.add(
        called,
        null,
        'is a split that is not used here, so it is left out; choose train, validation and test',
      )
      continue
    }
    // The browser follows any redirects from there.
    const elsewhere = urls.find((url) => !URL.canParse(url) || new URL(url).origin !== origin)
    if (elsewhere !== undefined) {
      throw new Refusal(`lists a file that is not on the hub (${quoteName(elsewhere)}); choose another`)
    }
    found.set(name, urls)
  }
  const splits = SPLIT_ORDER.flatMap((name) => {
    const urls = found.get(name)
    return urls ? [{ name, urls }] : []
  })
  if (splits.length === 0) throw new Refusal('has no split called train, validation or test; choose another')
  return splits
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return parseBoundedJsonBytes(bytes)
  } catch {
    return null
  }
}
