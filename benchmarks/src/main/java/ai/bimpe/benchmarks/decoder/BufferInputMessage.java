package ai.bimpe.benchmarks.decoder;

import reactor.core.publisher.Flux;

import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ReactiveHttpInputMessage;

/**
 * The body of an answer, as Spring's readers want it.
 *
 * @param buffers the bytes
 */
record BufferInputMessage(Flux<DataBuffer> buffers) implements ReactiveHttpInputMessage {

	@Override
	public Flux<DataBuffer> getBody() {
		return this.buffers;
	}

	@Override
	public HttpHeaders getHeaders() {
		return HttpHeaders.EMPTY;
	}

}
