package ai.bimpe.simulator;

import java.time.Clock;

import ai.bimpe.simulator.core.SimulatorSettings;
import ai.bimpe.simulator.internal.control.ControlResource;
import ai.bimpe.simulator.internal.control.ControlService;
import ai.bimpe.simulator.internal.conversation.ConversationService;
import ai.bimpe.simulator.internal.faults.FaultRegistry;
import ai.bimpe.simulator.internal.http.ApiKeyAuthenticator;
import ai.bimpe.simulator.internal.http.Dispatcher;
import ai.bimpe.simulator.internal.http.RequestLog;
import ai.bimpe.simulator.internal.http.Route;
import ai.bimpe.simulator.internal.http.Router;
import ai.bimpe.simulator.internal.resources.ActionResource;
import ai.bimpe.simulator.internal.resources.AgentFactory;
import ai.bimpe.simulator.internal.resources.AgentResource;
import ai.bimpe.simulator.internal.resources.BimpeaiIntegrationResource;
import ai.bimpe.simulator.internal.resources.CallResource;
import ai.bimpe.simulator.internal.resources.CallService;
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
import ai.bimpe.simulator.internal.resources.WorkflowResource;
import ai.bimpe.simulator.internal.resources.WorkflowService;
import ai.bimpe.simulator.internal.scheduling.TaskScheduler;
import ai.bimpe.simulator.internal.store.Store;
import ai.bimpe.simulator.internal.stream.StreamRegistry;
import ai.bimpe.simulator.internal.stream.StreamResource;
import ai.bimpe.simulator.internal.stream.StreamTicketService;

/**
 * The parts of a simulator, put together.
 */
final class SimulatorEngine {

	final SimulatorSettings settings = new SimulatorSettings();

	final FaultRegistry faults = new FaultRegistry();

	final RequestLog requests = new RequestLog();

	final Store store;

	final StreamRegistry streams;

	final ControlService control;

	final CallService calls;

	final Router console = new Router("/api/v1/console");

	final Dispatcher dispatcher;

	private final SimulatorSettings initialSettings;

	private final StreamTicketService tickets;

	private final TaskScheduler scheduler = new TaskScheduler();

	private Store.Snapshot initialState;

	SimulatorEngine(SimulatorBuilder builder) {
		Clock clock = builder.clock();
		this.initialSettings = builder.settings();
		this.store = new Store(clock, builder.idSeed());
		this.streams = new StreamRegistry(this.settings, clock);
		this.tickets = new StreamTicketService(clock);
		ConversationService conversations = new ConversationService(this.store, this.settings, this.streams,
				this.scheduler);
		WorkflowService workflows = new WorkflowService(this.store);
		AgentFactory agentFactory = new AgentFactory(this.store);
		this.control = new ControlService(this.store, this.settings, conversations, workflows, agentFactory);
		this.calls = new CallService(this.store, this.settings, this.scheduler);
		Router controlRouter = new Router("/simulator");
		registerOperations(conversations, workflows, agentFactory);
		new ControlResource(this.faults, this.requests, this.streams, this.settings, this.control, this::reset)
			.register(controlRouter, this.console);
		this.dispatcher = new Dispatcher(this.console, controlRouter, this.store, this.settings, clock,
				new ApiKeyAuthenticator(builder.keys()), this.faults, this.requests);
		this.settings.copyFrom(this.initialSettings);
		workflows.addPublicWorkflows();
		if (builder.demoData()) {
			this.control.addDemoData();
		}
		this.initialState = this.store.snapshot();
	}

	private void registerOperations(ConversationService conversations, WorkflowService workflows,
			AgentFactory agentFactory) {
		MessageSender sender = new MessageSender(this.settings, conversations);
		new AgentResource(this.store, this.settings, workflows, agentFactory, this.streams).register(this.console);
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
		new WorkflowResource(this.store, workflows).register(this.console);
		new ConversationResource(this.store, conversations, sender, this.settings).register(this.console);
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
		this.scheduler.close();
	}

}
