package com.example.desk;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

@SpringBootApplication
public class FrontDeskApplication {

	public static void main(String[] args) {
		SpringApplication.run(FrontDeskApplication.class, args);
	}

}
