package ai.bimpe.simulator;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

import ai.bimpe.simulator.core.OpenStream;
import ai.bimpe.simulator.core.RecordedRequest;
import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.http.WebServer;
import ai.bimpe.simulator.internal.json.Json;
import ai.bimpe.simulator.internal.store.Store;

/**
 * The BimpeAI Agent Console API in one process: REST, event streams, and faults on
 * demand. Starts in well under a second, keeps its state in memory, and is made for tests
 * and demonstrations.
 *
 * <pre class="code">
 * try (Simulator simulator = Simulator.start()) {
 *     SimulatedConversation conversation = simulator.newAgent("Pia").newConversation();
 *     simulator.on("listAgents").times(2).respond(503);
 *     // point a client at simulator.baseUrl() with simulator.apiKey()
 *     conversation.receives("Where is my parcel?");
 * }
 * </pre>
 *
 * All methods can be called from any thread.
 *
 * @since 0.1.0
 */
public final class Simulator implements AutoCloseable {

	private final SimulatorEngine engine;

	private final WebServer server;

	private final String host;

	private final String apiKey;

	private final AtomicBoolean closed = new AtomicBoolean();

	Simulator(SimulatorBuilder builder) {
		this.host = builder.host();
		this.apiKey = builder.keys().isEmpty() ? "sk_simulator" : builder.keys().get(0).value();
		this.engine = new SimulatorEngine(builder);
		this.server = new WebServer(builder.host(), builder.port(), this.engine.dispatcher);
	}

	/**
	 * Start a simulator with the defaults on a free port of the loopback address.
	 * @return the running simulator
	 */
	public static Simulator start() {
		return builder().start();
	}

	/**
	 * Return a builder for a simulator of another kind.
	 * @return the builder
	 */
	public static SimulatorBuilder builder() {
		return new SimulatorBuilder();
	}

	/**
	 * Return the address of the simulator, to be used in place of
	 * {@code https://api.bimpe.ai}.
	 * @return the address, without a slash at its end
	 */
	public String baseUrl() {
		return "http://" + (this.host.contains(":") ? "[" + this.host + "]" : this.host) + ":" + port();
	}

	/**
	 * Return an address below the simulator.
	 * @param path the path, with a slash at its beginning
	 * @return the address
	 */
	public URI uri(String path) {
		return URI.create(baseUrl() + path);
	}

	/**
	 * Return the port that the simulator listens on.
	 * @return the port
	 */
	public int port() {
		return this.server.port();
	}

	/**
	 * Return an API key that the simulator accepts.
	 * @return the first key given to the builder, or {@code sk_simulator}
	 */
	public String apiKey() {
		return this.apiKey;
	}

	/**
	 * Return the settings, which can be changed at any time.
	 * @return the settings in force
	 */
	public SimulatorSettings settings() {
		return this.engine.settings;
	}

	/**
	 * Begin to script a fault of an operation. It is in force as soon as the first method
	 * that says what happens is called; faults of the same operation apply in the order
	 * in which they were made.
	 * @param operationId an operation of the contract, such as {@code listAgents}
	 * @return the fault
	 * @throws IllegalArgumentException when there is no such operation
	 */
	public Fault on(String operationId) {
		return this.engine.on(operationId);
	}

	/**
	 * Begin to script a fault of every operation.
	 * @return the fault
	 */
	public Fault onAny() {
		return new Fault(this.engine.faults, null);
	}

	/**
	 * Remove every scripted fault. Streams that are open keep theirs.
	 */
	public void clearFaults() {
		this.engine.faults.clear();
	}

	/**
	 * Return the requests that arrived, at most the newest 10,000. Requests to the
	 * control interface and CORS preflights are not recorded.
	 * @return the requests in the order of their arrival
	 */
	public List<RecordedRequest> requests() {
		return this.engine.requests.all();
	}

	/**
	 * Return the requests of an operation, as far as they are among the newest 10,000.
	 * @param operationId the operation
	 * @return the requests in the order of their arrival
	 */
	public List<RecordedRequest> requests(String operationId) {
		return this.engine.requests.of(operationId);
	}

	/**
	 * Return how many requests of an operation have arrived.
	 * @param operationId the operation
	 * @return the number
	 */
	public int count(String operationId) {
		return this.engine.requests.count(operationId);
	}

	/**
	 * Wait until requests of an operation have arrived.
	 * @param operationId the operation
	 * @param count how many in all
	 * @param timeout how long to wait at most
	 * @return the requests of the operation
	 * @throws AssertionError when they have not arrived in time
	 */
	public List<RecordedRequest> awaitRequests(String operationId, int count, Duration timeout) {
		Waiting.until(() -> this.engine.requests.await(operationId, count, timeout), () -> count + " requests of "
				+ operationId + " within " + timeout + ", but there were " + count(operationId));
		return requests(operationId);
	}

	/**
	 * Forget the requests that arrived so far.
	 */
	public void clearRequests() {
		this.engine.requests.clear();
	}

	/**
	 * Return the streams that are open at this moment.
	 * @return the streams, the oldest first
	 */
	public List<OpenStream> openStreams() {
		return this.engine.streams.all();
	}

	/**
	 * Return how many streams were opened so far, the closed ones included.
	 * @return the number
	 */
	public long streamsOpened() {
		return this.engine.streams.opened();
	}

	/**
	 * Wait until exactly a number of streams is open. A stream that a client cancels is
	 * open until its socket is closed.
	 * @param count the number
	 * @param timeout how long to wait at most
	 * @throws AssertionError when another number is open all the time
	 */
	public void awaitOpenStreams(int count, Duration timeout) {
		Waiting.until(() -> this.engine.streams.await(count, timeout),
				() -> count + " open streams within " + timeout + ", but there were " + openStreams().size());
	}

	/**
	 * Return how many connections clients hold open at this moment, whether for streams,
	 * for other requests, or idle in a pool.
	 * @return the number
	 */
	public int openConnections() {
		return this.server.openConnections();
	}

	/**
	 * Close every open stream in the middle of its response, as a broken network would.
	 * @return how many were closed
	 */
	public int dropStreams() {
		return this.engine.streams.drop((stream) -> true);
	}

	/**
	 * Make an agent that runs a workflow of its own.
	 * @param name its name
	 * @return the agent
	 */
	public SimulatedAgent newAgent(String name) {
		return agent(this.engine.control.newAgent(name, true));
	}

	/**
	 * Make an agent that runs no workflow, which the API itself does not allow any more.
	 * @param name its name
	 * @return the agent
	 */
	public SimulatedAgent newAgentWithoutWorkflow(String name) {
		return agent(this.engine.control.newAgent(name, false));
	}

	/**
	 * Make an agent with an id of one's own choice, as it stands in a configuration, that
	 * runs a workflow of its own.
	 * @param agentId its id
	 * @param name its name
	 * @return the agent
	 * @throws IllegalArgumentException when there is an agent with this id
	 */
	public SimulatedAgent newAgentWithId(String agentId, String name) {
		this.engine.control.newAgentWithId(agentId, name);
		return agent(agentId);
	}

	/**
	 * Tell whether there is an agent.
	 * @param agentId the id of the agent
	 * @return whether there is one with this id
	 */
	public boolean hasAgent(String agentId) {
		return this.engine.store.locked(() -> this.engine.store.agents().find(Store.TEAM, agentId) != null);
	}

	/**
	 * Return a handle on an agent.
	 * @param agentId the id of the agent
	 * @return the agent
	 * @throws IllegalArgumentException when there is no such agent
	 */
	public SimulatedAgent agent(String agentId) {
		if (!hasAgent(agentId)) {
			throw new IllegalArgumentException("There is no agent '" + agentId + "'");
		}
		return new SimulatedAgent(this.engine, agentId);
	}

	/**
	 * Start a conversation on the web chat of an agent.
	 * @param agentId the id of the agent
	 * @return the conversation
	 */
	public SimulatedConversation newConversation(String agentId) {
		return agent(agentId).newConversation();
	}

	/**
	 * Fulfil the order for a phone number, as the staff of BimpeAI would.
	 * @param requestId the id of the order
	 * @return the new number in E.164 form
	 */
	public String fulfilPhoneNumberRequest(String requestId) {
		return Json.string(this.engine.control.fulfilPhoneNumberRequest(requestId), "e164");
	}

	/**
	 * Make what there is now the beginning that {@link #reset()} goes back to: agents,
	 * conversations and everything else that is stored, and the settings.
	 */
	public void mark() {
		this.engine.mark();
	}

	/**
	 * Go back to the beginning, which is the start unless it was {@linkplain #mark()
	 * marked}: what is stored, settings, limits, and no faults or recorded requests. Open
	 * streams are dropped. One that resumes after a message that is gone now goes on with
	 * the messages that are newer.
	 */
	public void reset() {
		this.engine.reset();
	}

	/**
	 * Stop the simulator: close every connection and end every thread of it.
	 */
	@Override
	public void close() {
		if (this.closed.compareAndSet(false, true)) {
			this.engine.stop();
			this.server.close();
		}
	}

}
