package ai.bimpe.simulator;

import java.time.Clock;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.control.ControlResource;
import ai.bimpe.simulator.internal.conversation.ConversationDesk;
import ai.bimpe.simulator.internal.faults.FaultBook;
import ai.bimpe.simulator.internal.http.Dispatcher;
import ai.bimpe.simulator.internal.http.Keys;
import ai.bimpe.simulator.internal.http.RequestLog;
import ai.bimpe.simulator.internal.http.Route;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.resources.ActionResource;
import ai.bimpe.simulator.internal.resources.AgentResource;
import ai.bimpe.simulator.internal.resources.BimpeaiIntegrationResource;
import ai.bimpe.simulator.internal.resources.CallDesk;
import ai.bimpe.simulator.internal.resources.CallResource;
import ai.bimpe.simulator.internal.resources.ChannelResource;
import ai.bimpe.simulator.internal.resources.ConversationResource;
import ai.bimpe.simulator.internal.resources.CustomApiResource;
import ai.bimpe.simulator.internal.resources.IntegrationResource;
import ai.bimpe.simulator.internal.resources.KnowledgeBaseResource;
import ai.bimpe.simulator.internal.resources.McpServerResource;
import ai.bimpe.simulator.internal.resources.MessageResource;
import ai.bimpe.simulator.internal.resources.MessageSender;
import ai.bimpe.simulator.internal.resources.PhoneNumberResource;
import ai.bimpe.simulator.internal.resources.PipedreamResource;
import ai.bimpe.simulator.internal.resources.Team;
import ai.bimpe.simulator.internal.resources.WorkflowResource;
import ai.bimpe.simulator.internal.store.Store;
import ai.bimpe.simulator.internal.store.Timer;
import ai.bimpe.simulator.internal.stream.StreamHub;
import ai.bimpe.simulator.internal.stream.StreamResource;
import ai.bimpe.simulator.internal.stream.Tickets;

/**
 * The parts of a simulator, put together.
 */
final class SimulatorEngine {

	final SimulatorSettings settings = new SimulatorSettings();

	final FaultBook faults = new FaultBook();

	final RequestLog requests = new RequestLog();

	final Store store;

	final StreamHub streams;

	final Team team;

	final CallDesk calls;

	final Router console = new Router("/api/v1/console");

	final Dispatcher dispatcher;

	private final SimulatorSettings initialSettings;

	private final Tickets tickets;

	private final Timer timer = new Timer();

	private Store.Snapshot initialState;

	SimulatorEngine(SimulatorBuilder builder) {
		Clock clock = builder.clock();
		this.initialSettings = builder.settings();
		this.store = new Store(clock, builder.idSeed());
		this.streams = new StreamHub(this.settings, clock);
		this.tickets = new Tickets(clock);
		ConversationDesk desk = new ConversationDesk(this.store, this.settings, this.streams, this.timer);
		this.team = new Team(this.store, this.settings, desk);
		this.calls = new CallDesk(this.store, this.settings, this.timer);
		Router control = new Router("/simulator");
		registerOperations(desk);
		new ControlResource(this.faults, this.requests, this.streams, this.settings, this.team, this::reset)
			.register(control, this.console);
		this.dispatcher = new Dispatcher(this.console, control, this.store, this.settings, clock,
				new Keys(builder.keys()), this.faults, this.requests);
		this.settings.copyFrom(this.initialSettings);
		this.team.library().stock();
		if (builder.demoData()) {
			this.team.addDemoData();
		}
		this.initialState = this.store.snapshot();
	}

	private void registerOperations(ConversationDesk desk) {
		MessageSender sender = new MessageSender(this.settings, desk);
		new AgentResource(this.store, this.settings, this.team.library(), this.team.factory(), this.streams)
			.register(this.console);
		new ChannelResource(this.store).register(this.console);
		new ActionResource(this.store, this.settings).register(this.console);
		new KnowledgeBaseResource(this.store).register(this.console);
		new IntegrationResource(this.store).register(this.console);
		new BimpeaiIntegrationResource(this.store, this.settings).register(this.console);
		new CustomApiResource(this.store, this.settings).register(this.console);
		new McpServerResource(this.store, this.settings).register(this.console);
		new PipedreamResource(this.store, this.settings).register(this.console);
		new CallResource(this.store, this.calls).register(this.console);
		new PhoneNumberResource(this.store, this.settings).register(this.console);
		new WorkflowResource(this.store, this.team.library()).register(this.console);
		new ConversationResource(this.store, desk, sender).register(this.console);
		new MessageResource(this.store, sender).register(this.console);
		new StreamResource(this.store, this.settings, this.tickets, this.streams, this.faults).register(this.console);
	}

	Fault on(String operationId) {
		if (this.console.routes().stream().map(Route::operationId).noneMatch(operationId::equals)) {
			throw new IllegalArgumentException("The contract has no operation '" + operationId + "'");
		}
		return new Fault(this.faults, operationId);
	}

	void mark() {
		this.store.locked(() -> {
			this.initialSettings.copyFrom(this.settings);
			this.initialState = this.store.snapshot();
			return this;
		});
	}

	void reset() {
		this.faults.clear();
		this.store.locked(() -> {
			this.settings.copyFrom(this.initialSettings);
			this.store.restore(this.initialState);
			this.tickets.clear();
			return this;
		});
		// After the state, so that no stream is left that reads what is gone.
		this.streams.drop((stream) -> true);
		this.dispatcher.reset();
		this.requests.clear();
	}

	void stop() {
		this.timer.close();
	}

}
