package ai.bimpe.client;

import ai.bimpe.client.agents.Agents;
import ai.bimpe.client.calls.Calls;
import ai.bimpe.client.conversations.Conversations;
import ai.bimpe.client.core.ApiResponse;
import ai.bimpe.client.core.RequestOption;
import ai.bimpe.client.phonenumbers.PhoneNumbers;
import ai.bimpe.client.workflows.Workflows;

import org.springframework.core.ParameterizedTypeReference;

/**
 * Blocking client for the BimpeAI Agent Console API. Safe to share between threads; make
 * one and keep it. Every call waits on the calling thread, which may be a virtual thread,
 * and is refused on a thread that must not block, such as an event loop: use
 * {@link ReactiveBimpeAI} there.
 *
 * <pre class="code">
 * try (BimpeAI bimpeai = BimpeAI.create("sk_...")) {
 *     for (Agent agent : bimpeai.agents().list(ListQuery.create())) { ... }
 * }
 * </pre>
 *
 * @since 0.1.0
 * @see #builder()
 */
public interface BimpeAI extends AutoCloseable {

	/**
	 * Create a client with the default settings.
	 * @param apiKey the API key of the team
	 * @return the client; close it when it is not needed any more
	 * @throws ai.bimpe.client.errors.UserException when the key is blank or cannot be
	 * sent in a header
	 */
	static BimpeAI create(String apiKey) {
		return builder().apiKey(apiKey).build();
	}

	/**
	 * Return a builder for a client with settings of its own.
	 * @return the builder
	 */
	static BimpeAIBuilder<BimpeAI> builder() {
		return new BimpeAIBuilder<>(ReactiveBimpeAI::blocking);
	}

	/**
	 * Return the agents of the team.
	 * @return the operations on agents
	 */
	Agents agents();

	/**
	 * Return the workflows of the team and of the public library.
	 * @return the operations on workflows
	 */
	Workflows workflows();

	/**
	 * Return the conversations of agents.
	 * @return the operations on conversations
	 */
	Conversations conversations();

	/**
	 * Return the telephone calls of agents.
	 * @return the operations on calls
	 */
	Calls calls();

	/**
	 * Return the phone numbers of the team.
	 * @return the operations on phone numbers
	 */
	PhoneNumbers phoneNumbers();

	/**
	 * Call an operation that has no method of its own yet, with the same authentication,
	 * retries and errors.
	 * @param <T> the type of the data
	 * @param request the request
	 * @param type the type of the data; {@code Void} when there is none
	 * @param options the options of the call
	 * @return the whole answer
	 */
	<T> ApiResponse<T> request(ApiRequest request, Class<T> type, RequestOption... options);

	/**
	 * Call an operation whose data is of a generic type, such as a list.
	 * @param <T> the type of the data
	 * @param request the request
	 * @param type the type of the data
	 * @param options the options of the call
	 * @return the whole answer
	 */
	<T> ApiResponse<T> request(ApiRequest request, ParameterizedTypeReference<T> type, RequestOption... options);

	/**
	 * Return the reactive face of this same client.
	 * @return the reactive client; closing either closes both
	 */
	ReactiveBimpeAI reactive();

	/**
	 * Free the connections that this client opened. Streams end with an error, further
	 * calls are refused, calls under way go on to their end. A WebClient or connector
	 * that was given to the builder stays open. Closing twice does nothing.
	 */
	@Override
	void close();

}
