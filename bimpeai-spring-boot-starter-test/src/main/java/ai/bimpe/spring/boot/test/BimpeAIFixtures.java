package ai.bimpe.spring.boot.test;

import java.util.List;
import java.util.function.Function;

import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.Page;
import ai.bimpe.client.core.PageMeta;
import ai.bimpe.client.core.PagedFlux;
import ai.bimpe.client.errors.ApiException;
import ai.bimpe.client.errors.BimpeAIException;
import ai.bimpe.client.errors.RateLimit;
import ai.bimpe.client.stream.MessageFlux;
import ai.bimpe.client.stream.MessageStream;
import ai.bimpe.client.stream.StreamEvent;
import ai.bimpe.client.stream.StreamMessage;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

import org.springframework.http.HttpHeaders;

/**
 * Valid answers for tests that mock {@code BimpeAI} or {@code ReactiveBimpeAI}. Their
 * values are the examples of the API: one team with an agent, its conversation, a call
 * and so on, whose ids fit together.
 *
 * <pre class="code">
 * given(bimpeai.agents().retrieve("agt_1")).willReturn(with(example(AgentDetail.class), AgentDetail::name, "Pia"));
 * given(bimpeai.agents().list(any())).willReturn(Page.of(List.of(example(Agent.class))));
 * given(bimpeai.agents().retrieve("agt_2")).willThrow(failure(NotFoundException.class));
 * </pre>
 *
 * @since 0.1.0
 */
public final class BimpeAIFixtures {

	private BimpeAIFixtures() {
	}

	/**
	 * Return a valid answer.
	 * @param <T> the type of the answer
	 * @param type any record that the client answers with, or that is a part of one;
	 * {@code ErrorResponse} too
	 * @return the answer, the same every time
	 * @throws IllegalArgumentException when the type is none of these
	 */
	public static <T extends Record> T example(Class<T> type) {
		return ExampleAnswers.of(type);
	}

	/**
	 * Copy an answer with another value of one component.
	 * @param <T> the type of the answer
	 * @param <V> the type of the component
	 * @param answer the answer
	 * @param component the accessor of the component, such as {@code Agent::name}
	 * @param value the value to have instead
	 * @return the copy
	 * @throws IllegalArgumentException when the accessor is not one of a component that
	 * takes the value
	 */
	public static <T extends Record, V> T with(T answer, Function<? super T, ? extends @Nullable V> component,
			@Nullable V value) {
		return RecordCopies.with(answer, component, value);
	}

	/**
	 * Return a list of the reactive face. For the blocking one there is
	 * {@link Page#of(List)}.
	 * @param <T> the type of the items
	 * @param items the items, all on one page
	 * @return the list
	 */
	public static <T> PagedFlux<T> pagedFlux(List<T> items) {
		return PagedFlux.create(null, (number) -> Mono.just(response(items)));
	}

	/**
	 * Return a stream of the reactive face that brings messages and completes.
	 * @param messages the messages
	 * @return the stream
	 */
	public static MessageFlux messageFlux(StreamMessage... messages) {
		return MessageFlux.of(Flux.fromArray(messages).map(StreamEvent.Message::new));
	}

	/**
	 * Return a stream that brings messages and ends.
	 * @param messages the messages
	 * @return the stream, to be iterated over once
	 */
	public static MessageStream messageStream(StreamMessage... messages) {
		return new MessageStream(messageFlux(messages));
	}

	/**
	 * Return a successful answer with everything that comes with it.
	 * @param <T> the type of the data
	 * @param data the data
	 * @return the answer, with status 200
	 */
	public static <T> ApiResponse<T> response(T data) {
		return new ApiResponse<>(data, PageMeta.NONE, 200, HttpHeaders.EMPTY, ExampleAnswers.REQUEST_ID,
				example(RateLimit.class));
	}

	/**
	 * Return what the client throws. Answers of the server have the status, code and text
	 * that belong to the type; see {@link ApiException#response()}.
	 * @param <T> the type of the exception
	 * @param type {@link BimpeAIException} or any type below it
	 * @return a new exception
	 */
	public static <T extends BimpeAIException> T failure(Class<T> type) {
		return ExampleFailures.of(type);
	}

}
