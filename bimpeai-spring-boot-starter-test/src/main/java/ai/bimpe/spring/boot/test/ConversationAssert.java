package ai.bimpe.spring.boot.test;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import ai.bimpe.simulator.SimulatedConversation;
import ai.bimpe.simulator.core.RecordedRequest;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.Assertions;

/**
 * Assertions on what an application has sent to a conversation since the test began.
 *
 * @since 0.1.0
 * @see BimpeAIAssertions#assertThat(SimulatedConversation)
 */
public final class ConversationAssert extends AbstractAssert<ConversationAssert, SimulatedConversation> {

	private static final Set<String> SENDING = Set.of("sendMessage", "createConversationMessage");

	private final Duration timeout;

	ConversationAssert(SimulatedConversation actual) {
		this(actual, Duration.ZERO);
	}

	private ConversationAssert(SimulatedConversation actual, Duration timeout) {
		super(actual, ConversationAssert.class);
		this.timeout = timeout;
	}

	/**
	 * Give what follows up to ten seconds to become true.
	 * @return the assertions
	 */
	public ConversationAssert eventually() {
		return within(EventualAssertion.DEFAULT_TIMEOUT);
	}

	/**
	 * Give what follows time to become true.
	 * @param timeout how long to wait at most
	 * @return the assertions
	 */
	public ConversationAssert within(Duration timeout) {
		return new ConversationAssert(this.actual, timeout);
	}

	/**
	 * Verify that messages were sent into the conversation, among others. A message that
	 * was sent again after a failure counts once.
	 * @param texts the texts of the messages
	 * @return these assertions
	 */
	public ConversationAssert hasSent(String... texts) {
		EventualAssertion.await(this.timeout, () -> Assertions.assertThat(sent()).as(description()).contains(texts));
		return this;
	}

	/**
	 * Verify that messages were sent into the conversation in this order, and no others.
	 * A message that was sent again after a failure counts once.
	 * @param texts the texts of the messages
	 * @return these assertions
	 */
	public ConversationAssert hasSentExactly(String... texts) {
		EventualAssertion.await(this.timeout,
				() -> Assertions.assertThat(sent()).as(description()).containsExactly(texts));
		return this;
	}

	/**
	 * Verify that no message has been sent into the conversation so far.
	 * @return these assertions
	 */
	public ConversationAssert hasSentNothing() {
		Assertions.assertThat(sent()).as(description()).isEmpty();
		return this;
	}

	/**
	 * Verify that requests of an operation arrived whose paths name the conversation, or
	 * that sent a message to it.
	 * @param operationId an operation of the contract, such as
	 * {@code setConversationAiStatus}
	 * @return assertions on these requests
	 */
	public RequestsAssert received(String operationId) {
		return new RequestsAssert(operationId, this.actual::requests, this.timeout).isNotEmpty();
	}

	private String description() {
		return "messages sent into the conversation " + this.actual.id();
	}

	// All attempts of a call carry one idempotency key.
	private List<String> sent() {
		Map<String, String> texts = new LinkedHashMap<>();
		for (RecordedRequest request : this.actual.requests()) {
			if (request.operationId() != null && SENDING.contains(request.operationId())) {
				String key = request.header("Idempotency-Key");
				texts.putIfAbsent((key != null) ? key : "#" + request.sequence(),
						RequestsAssert.field(request, "message"));
			}
		}
		return List.copyOf(texts.values());
	}

}
