var tide = 1;
