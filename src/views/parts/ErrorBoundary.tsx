import { Component, type ReactNode } from 'react'

interface ErrorBoundaryProps {
  /** What fails to be shown, within a sentence: "The settings". */
  readonly part: string
  readonly children: ReactNode
}

/**
 * Keeps the page where one of its parts can not be drawn: the rest goes on, and what a person made, which no view
 * holds, is still there.
 */
export class ErrorBoundary extends Component<ErrorBoundaryProps, { readonly error: Error | null }> {
  override state = { error: null }

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) }
  }

  override render(): ReactNode {
    const { error } = this.state as { error: Error | null }
    if (error === null) return this.props.children
    return (
      <div className="cell-error" role="alert" data-testid="view-error">
        <p>
          {this.props.part} cannot be shown ({error.message.slice(0, 200)}). Nothing that you made is lost.
        </p>
        <button type="button" onClick={() => this.setState({ error: null })}>
          Show again
        </button>
      </div>
    )
  }
}
