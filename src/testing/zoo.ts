/** @file A model of the zoo as its files hold it, in Node and in Vitest's Chromium alike. */
import { type ModelFiles, readModelFiles } from '../engine/checkpoints/loadClassifier'
import { readRepositoryFile } from './goldens'

export function readZooModel(id: string): Promise<ModelFiles> {
  const [manifestUrl, weightsUrl] = ['manifest.json', 'weights.safetensors'].map((file) => `models/${id}/${file}`)
  const location = { id, manifestUrl: manifestUrl as string, weightsUrl: weightsUrl as string }
  return readModelFiles(location, (_name, url) => readRepositoryFile(url))
}
