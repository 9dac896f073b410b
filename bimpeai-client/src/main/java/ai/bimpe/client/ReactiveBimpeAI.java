package ai.bimpe.client;

import ai.bimpe.client.agents.ReactiveAgents;
import ai.bimpe.client.calls.ReactiveCalls;
import ai.bimpe.client.conversations.ReactiveConversations;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.phonenumbers.ReactivePhoneNumbers;
import ai.bimpe.client.workflows.ReactiveWorkflows;
import reactor.core.publisher.Mono;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Reactive client for the BimpeAI Agent Console API. Safe to share between threads; make
 * one and keep it. Nothing is sent before a subscription, every subscription is a call of
 * its own, and cancelling stops the call at once.
 *
 * @since 0.1.0
 * @see #builder()
 */
public interface ReactiveBimpeAI extends AutoCloseable {

	/**
	 * Create a client with the default settings.
	 * @param apiKey the API key of the team
	 * @return the client; close it when it is not needed any more
	 * @throws ai.bimpe.client.errors.UserException when the key is blank or cannot be
	 * sent in a header
	 */
	static ReactiveBimpeAI create(String apiKey) {
		return builder().apiKey(apiKey).build();
	}

	/**
	 * Return a builder for a client with settings of its own.
	 * @return the builder
	 */
	static BimpeAIBuilder<ReactiveBimpeAI> builder() {
		return new BimpeAIBuilder<>((client) -> client);
	}

	/**
	 * Return the agents of the team.
	 * @return the operations on agents
	 */
	ReactiveAgents agents();

	/**
	 * Return the workflows of the team and of the public library.
	 * @return the operations on workflows
	 */
	ReactiveWorkflows workflows();

	/**
	 * Return the conversations of agents.
	 * @return the operations on conversations
	 */
	ReactiveConversations conversations();

	/**
	 * Return the telephone calls of agents.
	 * @return the operations on calls
	 */
	ReactiveCalls calls();

	/**
	 * Return the phone numbers of the team.
	 * @return the operations on phone numbers
	 */
	ReactivePhoneNumbers phoneNumbers();

	/**
	 * Call an operation that has no method of its own yet, with the same authentication,
	 * retries and errors.
	 * @param <T> the type of the data
	 * @param request the request
	 * @param type the type of the data; {@code Void} when there is none
	 * @param options the options of the call
	 * @return the whole answer
	 */
	<T> Mono<ApiResponse<T>> request(ApiRequest request, Class<T> type, RequestOption... options);

	/**
	 * Call an operation whose data is of a generic type, such as a list.
	 * @param <T> the type of the data
	 * @param request the request
	 * @param type the type of the data
	 * @param options the options of the call
	 * @return the whole answer
	 */
	<T> Mono<ApiResponse<T>> request(ApiRequest request, ParameterizedTypeReference<T> type, RequestOption... options);

	/**
	 * Return the blocking face of this same client.
	 * @return the blocking client; closing either closes both
	 */
	BimpeAI blocking();

	/**
	 * Free the connections that this client opened. Streams end with an error, further
	 * calls are refused, calls under way go on to their end. A WebClient or connector
	 * that was given to the builder stays open. Closing twice does nothing.
	 */
	@Override
	void close();

}
