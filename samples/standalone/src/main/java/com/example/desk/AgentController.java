package com.example.desk;

import java.util.List;

import ai.bimpe.client.BimpeAI;
import ai.bimpe.client.agents.Agent;
import ai.bimpe.client.core.ListQuery;
import ai.bimpe.client.errors.BimpeAIException;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
class AgentController {

	private final BimpeAI bimpeai;

	AgentController(BimpeAI bimpeai) {
		this.bimpeai = bimpeai;
	}

	@GetMapping("/agents")
	List<String> names() {
		return this.bimpeai.agents().list(ListQuery.create().limit(50)).stream().map(Agent::name).toList();
	}

	@ExceptionHandler
	@ResponseStatus(HttpStatus.BAD_GATEWAY)
	String unavailable(BimpeAIException failure) {
		return failure.getClass().getSimpleName();
	}

}
