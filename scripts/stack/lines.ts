/** Splits a stream of bytes into lines of text. */
export class TextLineStream {
  readonly readable: ReadableStream<string>;
  readonly writable: WritableStream<BufferSource>;

  constructor() {
    const decoder = new TextDecoderStream();
    let rest = "";
    const splitter = new TransformStream<string, string>({
      transform(chunk, controller) {
        const lines = (rest + chunk).split("\n");
        rest = lines.pop()!;
        for (const line of lines) controller.enqueue(line.replace(/\r$/, ""));
      },
      flush(controller) {
        if (rest !== "") controller.enqueue(rest);
      },
    });
    this.writable = decoder.writable;
    this.readable = decoder.readable.pipeThrough(splitter);
  }
}
