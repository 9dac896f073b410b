package ai.bimpe.simulator.internal.store;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import ai.bimpe.simulator.internal.json.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * The state of the simulated team. Everything is read and changed under one lock, so each
 * request sees and leaves a consistent state.
 *
 * @since 0.1.0
 */
public final class Store {

	/** The parent of rows that belong to the team itself. */
	public static final String TEAM = "";

	private static final String PREFIX = "cms";

	private static final int COUNT_LENGTH = 8;

	private static final Pattern ID = Pattern.compile(PREFIX + "[0-9a-z]{22}");

	private final ReentrantLock lock = new ReentrantLock();

	private final Clock clock;

	private final SplittableRandom random;

	private final Table agents = new Table();

	private final Table workflows = new Table();

	private final Table knowledgeBases = new Table();

	private final Table channels = new Table();

	private final Table integrations = new Table();

	private final Table tools = new Table();

	private final Table conversations = new Table();

	private final Table calls = new Table();

	private final Table phoneNumbers = new Table();

	private final Table phoneNumberRequests = new Table();

	private final Map<String, MessageLog> messages = new HashMap<>();

	private long ids;

	private long forgotten;

	/**
	 * Create an empty store.
	 * @param clock the clock of every time in it
	 * @param idSeed the seed of the ids
	 */
	public Store(Clock clock, long idSeed) {
		this.clock = clock;
		this.random = new SplittableRandom(idSeed);
	}

	/**
	 * Do something while nobody else sees or changes the state.
	 * @param <T> the type of the result
	 * @param work what to do
	 * @return the result
	 */
	public <T extends @Nullable Object> T locked(Supplier<T> work) {
		this.lock.lock();
		try {
			return work.get();
		}
		finally {
			this.lock.unlock();
		}
	}

	/**
	 * Make a new id: 25 characters that begin with a {@code c}, later ones sort after
	 * earlier ones.
	 * @return the id
	 */
	public String newId() {
		this.ids++;
		String count = Long.toString(this.ids, 36);
		StringBuilder id = new StringBuilder(PREFIX);
		id.append("0".repeat(COUNT_LENGTH - count.length())).append(count);
		while (id.length() < 25) {
			id.append(Character.forDigit(this.random.nextInt(36), 36));
		}
		return id.toString();
	}

	/**
	 * Return the current time as the API writes it.
	 * @return the time
	 */
	public String now() {
		return Json.time(this.clock.instant());
	}

	/**
	 * Return the current time.
	 * @return the time
	 */
	public Instant instant() {
		return this.clock.instant();
	}

	/**
	 * Note that a row has changed.
	 * @param row the row
	 */
	public void touch(ObjectNode row) {
		row.put("updated_at", now());
	}

	/**
	 * Return the agents.
	 * @return the agents, below {@link #TEAM}
	 */
	public Table agents() {
		return this.agents;
	}

	/**
	 * Return the workflows.
	 * @return the workflows, below {@link #TEAM}
	 */
	public Table workflows() {
		return this.workflows;
	}

	/**
	 * Return the knowledge bases.
	 * @return the knowledge bases, below their agents
	 */
	public Table knowledgeBases() {
		return this.knowledgeBases;
	}

	/**
	 * Return the channels.
	 * @return the channels, below their agents
	 */
	public Table channels() {
		return this.channels;
	}

	/**
	 * Return the integrations of every family.
	 * @return the integrations, below their agents
	 */
	public Table integrations() {
		return this.integrations;
	}

	/**
	 * Return the tools, which are the actions of the agents as well.
	 * @return the tools, below their integrations
	 */
	public Table tools() {
		return this.tools;
	}

	/**
	 * Return the conversations.
	 * @return the conversations, below their agents
	 */
	public Table conversations() {
		return this.conversations;
	}

	/**
	 * Return the calls.
	 * @return the calls, below their agents
	 */
	public Table calls() {
		return this.calls;
	}

	/**
	 * Return the phone numbers.
	 * @return the numbers, below {@link #TEAM}
	 */
	public Table phoneNumbers() {
		return this.phoneNumbers;
	}

	/**
	 * Return the orders for phone numbers.
	 * @return the orders, below {@link #TEAM}
	 */
	public Table phoneNumberRequests() {
		return this.phoneNumberRequests;
	}

	/**
	 * Return the messages of a conversation.
	 * @param conversationId the conversation
	 * @return the messages
	 */
	public MessageLog messages(String conversationId) {
		return this.messages.computeIfAbsent(conversationId, (id) -> new MessageLog());
	}

	/**
	 * Remove a conversation with its messages.
	 * @param agentId the agent
	 * @param conversationId the conversation
	 */
	public void removeConversation(String agentId, String conversationId) {
		this.conversations.remove(agentId, conversationId);
		this.messages.remove(conversationId);
	}

	/**
	 * Remove an agent with everything below it.
	 * @param agentId the agent
	 */
	public void removeAgent(String agentId) {
		this.conversations.of(agentId).forEach((row) -> this.messages.remove(Json.string(row, "id")));
		this.integrations.of(agentId).forEach((row) -> this.tools.removeOf(Json.string(row, "id")));
		this.conversations.removeOf(agentId);
		this.integrations.removeOf(agentId);
		this.knowledgeBases.removeOf(agentId);
		this.channels.removeOf(agentId);
		this.calls.removeOf(agentId);
		this.phoneNumbers.of(TEAM)
			.stream()
			.filter((number) -> agentId.equals(Json.text(number, "agent_id")))
			.forEach((number) -> number.putNull("agent_id"));
		this.agents.remove(TEAM, agentId);
	}

	/**
	 * Copy the whole state.
	 * @return the copy
	 */
	public Snapshot snapshot() {
		Map<String, MessageLog> copies = new HashMap<>();
		this.messages.forEach((id, log) -> copies.put(id, log.copy()));
		return new Snapshot(tables().stream().map(Table::copy).toList(), copies);
	}

	/**
	 * Go back to an earlier state. Ids are not used again.
	 * @param snapshot the state
	 */
	public void restore(Snapshot snapshot) {
		List<Table> tables = tables();
		for (int i = 0; i < tables.size(); i++) {
			tables.get(i).replaceWith(snapshot.tables.get(i));
		}
		this.messages.clear();
		snapshot.messages.forEach((id, log) -> this.messages.put(id, log.copy()));
		this.forgotten = this.ids;
	}

	/**
	 * Return whether an id was given out before the last return to an earlier state.
	 * @param id the id
	 * @return whether it may be one of something that is gone
	 */
	public boolean isForgotten(String id) {
		return ID.matcher(id).matches()
				&& Long.parseLong(id, PREFIX.length(), PREFIX.length() + COUNT_LENGTH, 36) <= this.forgotten;
	}

	private List<Table> tables() {
		return List.of(this.agents, this.workflows, this.knowledgeBases, this.channels, this.integrations, this.tools,
				this.conversations, this.calls, this.phoneNumbers, this.phoneNumberRequests);
	}

	/**
	 * A copy of the whole state.
	 */
	public static final class Snapshot {

		private final List<Table> tables;

		private final Map<String, MessageLog> messages;

		private Snapshot(List<Table> tables, Map<String, MessageLog> messages) {
			this.tables = tables;
			this.messages = messages;
		}

	}

}
