/** @file The entry of the worker in which a person's model is read: it can be ended at any time, whatever the file does. */
import { startReading } from './models/reading'
import type { ToReading } from './readingMessages'

const receive = startReading((message, transfer) => self.postMessage(message, { transfer }))
self.onmessage = ({ data }: MessageEvent<ToReading>) => receive(data)
