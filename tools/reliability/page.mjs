/** @file Writes the tables of docs/reliability.md from its records: node tools/reliability/page.mjs */
import { rewrite } from '../markdown.mjs'
import { RELIABILITY_PAGE, withRecords } from './records.mjs'

rewrite(RELIABILITY_PAGE, withRecords)
